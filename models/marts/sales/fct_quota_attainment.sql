with

attained as (

    select * from {{ ref('int_quotas_attained') }}

),

final as (

    select
        period_start,
        period_end,
        dimension,
        dimension_value,
        quota_count,
        unknown_quota_count,
        full_quota_amount,
        quota_amount,
        known_quota_amount,
        won_count,
        unvalued_share_count,
        known_won_amount,
        {{ ratio('known_won_amount', 'quota_amount') }} as quota_attainment_rate,
        cast(quota_amount - known_won_amount as decimal(18, 4)) as remaining_amount,
        known_won_amount >= quota_amount as is_quota_met,
        working_day_count,
        elapsed_working_day_count,
        {{ ratio('elapsed_working_day_count', 'working_day_count') }} as elapsed_rate,
        {{ ratio(
            '(known_won_amount * working_day_count)', '(quota_amount * elapsed_working_day_count)'
        ) }} as pacing_rate,
        period_end <= {{ days_later(as_of_date(), 1) }} as is_complete,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from attained

)

select * from final
