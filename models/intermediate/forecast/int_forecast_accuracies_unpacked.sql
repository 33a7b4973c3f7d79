{#-
    What each method missed in the back-test, level by level. The seasonal naive stands in every row
    beside it: a method that does not beat it has no claim.
-#}
with

unpacked as (

    select
        measure,
        {{ each_of('computed.accuracies') }} as scored
    from {{ ref('int_sales_forecasts_computed') }}

),

typed as (

    select
        measure,
        scored.level as level_number,
        scored.method,
        cast(scored.step as integer) as months_ahead,
        scored.folds as fold_count,
        {%- for column in ['mae', 'width_80', 'width_95', 'pinball_80', 'pinball_95'] %}
        cast(round(scored.{{ column }}, 4) as decimal(18, 4)) as {{ column }}_amount,
        {%- endfor %}
        {%- for column in ['wape', 'bias', 'mase', 'rmsse', 'coverage_80', 'coverage_95'] %}
        cast(round(scored.{{ column }}, 6) as decimal(18, 6)) as {{ column }},
        {%- endfor %}
        scored.scored as scored_month_count

    from unpacked

),

levels as (

    select distinct
        level_name,
        level_number
    from {{ ref('int_forecast_series_numbered') }}

)

select
    typed.*,
    levels.level_name,
    naive.mase as naive_mase,
    typed.mase < naive.mase as beats_naive

from typed

inner join levels
    on typed.level_number = levels.level_number

inner join typed as naive
    on
        typed.measure = naive.measure
        and typed.level_number = naive.level_number
        and typed.months_ahead = naive.months_ahead
        and naive.method = 'seasonal_naive'
