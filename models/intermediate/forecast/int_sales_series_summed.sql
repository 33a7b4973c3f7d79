{{ config(materialized='table') }}

{#-
    The months of every series without a gap: a month without sales is none, and known. A region,
    product or person begins with the first sale; sums begin with the company.
-#}
{%- set columns = {
    'company': "'company'", 'region': 'region', 'category': 'category', 'product': 'product_id',
    'team': 'team_id', 'person': 'sales_user_id',
} -%}
with

months as (

    select * from {{ ref('int_sales_months_placed') }}

),

calendar as (

    select distinct {{ month_start('days.date_day') }} as month_start

    from {{ ref('int_dates_spanned') }} as days

    cross join (select min(month_start) as first_month from months) as firsts

    where
        days.date_day >= firsts.first_month
        and {{ months_later(month_start('days.date_day'), 1) }} <= {{ days_later(as_of_date(), 1) }}

),

sold as (

    {%- for level, column in columns.items() %}
    select
        '{{ level }}' as level_name,
        {{ column }} as member,
        month_start,
        net_revenue_amount,
        gross_profit_amount,
        net_revenue_unknown_count,
        gross_profit_unknown_count
    from months
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

summed as (

    select
        series.series_number,
        sold.month_start,
        {{ sum_money('sold.net_revenue_amount') }} as net_revenue_amount,
        {{ sum_money('sold.gross_profit_amount') }} as gross_profit_amount,
        sum(sold.net_revenue_unknown_count) as net_revenue_unknown_count,
        sum(sold.gross_profit_unknown_count) as gross_profit_unknown_count

    from sold

    inner join {{ ref('int_forecast_members_chosen') }} as members
        on
            sold.level_name = members.level_name
            and sold.member = members.member

    inner join {{ ref('int_forecast_series_numbered') }} as series
        on
            members.level_name = series.level_name
            and members.series_member = series.series_member

    group by
        series.series_number,
        sold.month_start

),

begun as (

    select
        series.series_number,
        case
            when
                series.level_name in ('region', 'product', 'person')
                and series.series_member not like 'other:%'
                then min(summed.month_start)
        end as first_month

    from {{ ref('int_forecast_series_numbered') }} as series

    inner join summed
        on series.series_number = summed.series_number

    group by
        series.series_number,
        series.level_name,
        series.series_member

),

dense as (

    select
        begun.series_number,
        calendar.month_start,
        coalesce(summed.net_revenue_amount, 0) as net_revenue_amount,
        coalesce(summed.gross_profit_amount, 0) as gross_profit_amount,
        coalesce(summed.net_revenue_unknown_count, 0) as net_revenue_unknown_count,
        coalesce(summed.gross_profit_unknown_count, 0) as gross_profit_unknown_count

    from begun

    inner join calendar
        on coalesce(begun.first_month, calendar.month_start) <= calendar.month_start

    left join summed
        on
            begun.series_number = summed.series_number
            and calendar.month_start = summed.month_start

)

{%- for measure in ['net_revenue', 'gross_profit'] %}
select
    '{{ measure }}' as measure,
    series_number,
    month_start,
    {{ month_index('month_start') }} as month_number,
    cast({{ measure }}_amount as decimal(18, 4)) as amount,
    cast({{ measure }}_unknown_count as bigint) as unknown_amount_count
from dense
{{ 'union all' if not loop.last }}
{%- endfor %}
