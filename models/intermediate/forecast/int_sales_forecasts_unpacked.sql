{{ config(materialized='table') }}

{#-
    The forecast of every series and month ahead in money again, beside the same month of the year
    before, and how many sales of the past it could not learn from. A forecast that was refused has a
    reason and no number.
-#}
with

unpacked as (

    select
        measure,
        last_month_number,
        {{ each_of('computed.forecasts') }} as said
    from {{ ref('int_sales_forecasts_computed') }}

),

typed as (

    select
        measure,
        said.series as series_number,
        cast(said.step as integer) as months_ahead,
        last_month_number + said.step as month_number,
        said.kind as series_kind,
        said.champion,
        coalesce(said.reason, 'too little is known: ' || said.kind) as champion_reason,
        cast(round(said.relative_mase, 6) as decimal(18, 6)) as relative_mase,
        said.basis as range_basis,
        {%- for column in ['point', 'lower_80', 'upper_80', 'lower_95', 'upper_95', 'trend', 'season'] %}
        {{ from_cents('said.' ~ column) }} as {{ column }}_amount,
        {%- endfor %}
        cast(round(said.season_index, 6) as decimal(18, 6)) as season_index

    from unpacked

),

unknowns as (

    select
        measure,
        series_number,
        cast(sum(unknown_amount_count) as bigint) as unknown_amount_count
    from {{ ref('int_sales_series_summed') }}
    group by
        measure,
        series_number

)

select
    typed.measure,
    series.level_name,
    series.series_member,
    series.parent_level,
    series.parent_member,
    {{ months_later("date '0001-01-01'", 'cast(typed.month_number - 12 as integer)') }} as month_start,
    typed.months_ahead,
    typed.series_kind,
    typed.champion,
    typed.champion_reason,
    typed.relative_mase,
    typed.range_basis,
    typed.point_amount,
    typed.lower_80_amount,
    typed.upper_80_amount,
    typed.lower_95_amount,
    typed.upper_95_amount,
    typed.trend_amount,
    typed.season_index,
    typed.season_amount,
    last_year.amount as last_year_amount,
    last_year.unknown_amount_count as last_year_unknown_count,
    unknowns.unknown_amount_count

from typed

inner join {{ ref('int_forecast_series_numbered') }} as series
    on typed.series_number = series.series_number

inner join unknowns
    on
        typed.measure = unknowns.measure
        and typed.series_number = unknowns.series_number

left join {{ ref('int_sales_series_summed') }} as last_year
    on
        typed.measure = last_year.measure
        and typed.series_number = last_year.series_number
        and typed.month_number - 12 = last_year.month_number
