{{ config(materialized='table') }}

{#- The forecasts of all series of a measure at once: they must add up, and they learn from each other. -#}
with

months as (

    select
        summed.measure,
        summed.month_number,
        summed.amount,
        series.series_number,
        series.level_number,
        series.parent_number,
        series.branch_number,
        series.segment_number

    from {{ ref('int_sales_series_summed') }} as summed

    inner join {{ ref('int_forecast_series_numbered') }} as series
        on summed.series_number = series.series_number

)

select
    measure,
    max(month_number) as last_month_number,
    {{ forecast_sales(var('forecast_horizon_months')) }} as computed

from months

group by measure
