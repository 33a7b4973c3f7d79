with

standing as (

    select * from {{ ref('int_open_visits_counted') }}

),

final as (

    select
        snapshot_date,
        {{ month_start('snapshot_date') }} as month_start,
        dimension,
        dimension_value,
        stage,
        step_number,
        deal_count as open_count,
        unvalued_count as open_unvalued_count,
        known_amount as known_open_amount,
        unmargined_count as open_unmargined_count,
        known_margin_amount as known_open_margin_amount,
        open_days,
        {{ ratio('open_days', 'deal_count') }} as mean_open_days,
        since_removed_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from standing

)

select * from final
