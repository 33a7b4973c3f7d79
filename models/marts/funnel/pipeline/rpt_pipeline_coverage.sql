with

compared as (

    select * from {{ ref('int_pipeline_coverage_compared') }}

),

final as (

    select
        period_start,
        period_end,
        snapshot_date,
        cast({{ days_after(days_later('period_end', -1), 'snapshot_date') }} as bigint) as remaining_days,
        dimension,
        dimension_value,
        quota_count,
        unknown_quota_count,
        quota_amount,
        known_quota_amount,
        won_count,
        won_unvalued_count,
        won_amount,
        known_won_amount,
        remaining_amount,
        is_quota_met,
        pipeline_count,
        unvalued_count,
        pipeline_amount,
        known_pipeline_amount,
        known_weighted_amount,
        coverage_rate,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from compared

)

select * from final
