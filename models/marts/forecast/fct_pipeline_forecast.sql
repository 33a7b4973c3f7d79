with

pipeline_champions_chosen as (

    select * from {{ ref('int_pipeline_champions_chosen') }}

),

final as (

    select
        dimension,
        dimension_value,
        part,
        months_ahead,
        month_start,
        champion,
        champion_reason,
        expected_amount,
        lower_80_amount,
        upper_80_amount,
        lower_95_amount,
        upper_95_amount,
        range_inflation,
        is_range_tested,
        range_origin_count,
        range_held_count,
        origin_count,
        wape,
        bias,
        run_rate_wape,
        stage_probability_wape,
        deal_count,
        unpriced_deal_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from pipeline_champions_chosen

)

select * from final
