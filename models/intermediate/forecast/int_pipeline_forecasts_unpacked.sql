{#-
    The pipeline forecast in money: each part, what the parts come to, and how wrong such a forecast was
    before, next to the run-rate and to what the CRM shows.
-#}
with

computed as (

    select * from {{ ref('int_pipeline_forecasts_computed') }}

),

parts as (

    select
        dimension,
        dimension_value,
        deal_count,
        unpriced_deal_count,
        origin_month,
        {{ each_of('computed.forecasts') }} as said
    from computed

),

scores as (

    select
        dimension,
        dimension_value,
        {{ each_of('computed.scores') }} as scored
    from computed

),

typed as (

    select
        dimension,
        dimension_value,
        deal_count,
        unpriced_deal_count,
        said.part,
        cast(said.step as integer) as months_ahead,
        origin_month,
        {%- for column in ['expected', 'lower_80', 'upper_80', 'lower_95', 'upper_95'] %}
        {{ from_cents('said.' ~ column) }} as {{ column }}_amount,
        {%- endfor %}
        cast(round(said.inflation, 6) as decimal(18, 6)) as range_inflation,
        said.inflation_is_known as is_range_tested,
        said.judged as range_origin_count,
        said.held as range_held_count

    from parts

),

judged as (

    select
        dimension,
        dimension_value,
        scored.forecast as part,
        scored.origins as origin_count,
        cast(round(scored.wape_of_sum, 6) as decimal(18, 6)) as wape,
        cast(round(scored.bias, 6) as decimal(18, 6)) as bias
    from scores

)

select
    typed.*,
    case
        when typed.months_ahead > 0
            then {{ months_later(
                "date '0001-01-01'", 'cast(typed.origin_month + typed.months_ahead - 12 as integer)'
            ) }}
    end as month_start,
    coalesce(judged.origin_count, 0) as origin_count,
    judged.wape,
    judged.bias,
    run_rate.wape as run_rate_wape,
    static.wape as stage_probability_wape

from typed

left join judged
    on
        typed.dimension = judged.dimension
        and typed.dimension_value = judged.dimension_value
        and typed.part = judged.part

left join judged as run_rate
    on
        typed.dimension = run_rate.dimension
        and typed.dimension_value = run_rate.dimension_value
        and run_rate.part = 'run_rate'

left join judged as static
    on
        typed.dimension = static.dimension
        and typed.dimension_value = static.dimension_value
        and static.part = 'static'
