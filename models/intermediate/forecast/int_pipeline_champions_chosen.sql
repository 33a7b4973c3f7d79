{#-
    What the total of a pipeline publishes: the model, where its total missed less than the run-rate in
    the back-test, else the run-rate with its ranges. Fewer than three origins are no back-test, and to
    miss as much is no gain. The errors in a row stay those of the model, so that each row shows why.
-#}
{%- set amounts = [
    'expected_amount', 'lower_80_amount', 'upper_80_amount', 'lower_95_amount', 'upper_95_amount',
] -%}
{%- set ranges = ['range_inflation', 'is_range_tested', 'range_origin_count', 'range_held_count'] -%}
{%- set replaced = "forecasts.part = 'total' and gates.champion = 'run_rate'" -%}
with

forecasts as (

    select * from {{ ref('int_pipeline_forecasts_unpacked') }}

),

tried as (

    select
        dimension,
        dimension_value,
        wape,
        run_rate_wape,
        origin_count >= 3 and wape is not null and run_rate_wape is not null as is_tested

    from forecasts

    where
        part = 'total'
        and months_ahead = 0

),

gates as (

    select
        dimension,
        dimension_value,
        case when is_tested and wape < run_rate_wape then 'model' else 'run_rate' end as champion,
        case
            when not is_tested
                then 'no_backtest: less than three origins with wins; nothing shows that the model wins'
            when wape < run_rate_wape then 'the model beat the run-rate in the back-test'
            else 'the model did not beat the run-rate in the back-test'
        end as champion_reason

    from tried

)

select
    forecasts.dimension,
    forecasts.dimension_value,
    forecasts.part,
    forecasts.months_ahead,
    forecasts.month_start,
    gates.champion,
    gates.champion_reason,
    {%- for column in amounts + ranges %}
    case when {{ replaced }} then run_rates.{{ column }} else forecasts.{{ column }} end as {{ column }},
    {%- endfor %}
    forecasts.origin_count,
    forecasts.wape,
    forecasts.bias,
    forecasts.run_rate_wape,
    forecasts.stage_probability_wape,
    forecasts.deal_count,
    forecasts.unpriced_deal_count

from forecasts

inner join gates
    on
        forecasts.dimension = gates.dimension
        and forecasts.dimension_value = gates.dimension_value

left join forecasts as run_rates
    on
        forecasts.dimension = run_rates.dimension
        and forecasts.dimension_value = run_rates.dimension_value
        and forecasts.months_ahead = run_rates.months_ahead
        and run_rates.part = 'run_rate'
