{#-
    Which two periods each bridge compares: every month with the month before and with the same
    month a year before, every fiscal quarter and fiscal year with the one before, and the two
    periods that the `bridge_from` and `bridge_to` vars name. Half-open. A pair is complete when
    the warehouse has seen all of both; where nothing is known before, there is no comparison.
-#}
{%- set pairs = [
    ('previous_month', 'month', 1, 1),
    ('same_month_last_year', 'month', 1, 12),
    ('previous_quarter', 'quarter', 3, 3),
    ('previous_year', 'year', 12, 12),
] -%}

with

months as (

    select distinct month_start
    from {{ ref('int_product_months_summed') }}

),

known as (

    select
        min(month_start) as first_month,
        {{ days_later(as_of_date(), 1) }} as ends_on
    from months

),

paired as (

    {%- for comparison, period_type, length, distance in pairs %}
    select distinct
        '{{ comparison }}' as comparison,
        '{{ period_type }}' as period_type,
        period_start,
        {{ months_later('period_start', length) }} as period_end,
        {{ months_later('period_start', -distance) }} as before_start,
        {{ months_later('period_start', length - distance) }} as before_end
    from (select {{ fiscal_period_start(period_type, 'month_start') }} as period_start from months) as periods
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {%- if var('bridge_from') and var('bridge_to') %}
    {%- set first_day, last_day = "date '" ~ var('bridge_from') ~ "'", "date '" ~ var('bridge_to') ~ "'" %}

    union all

    select
        'custom' as comparison,
        'custom' as period_type,
        {{ month_start(last_day) }} as period_start,
        {{ months_later(month_start(last_day), var('bridge_months')) }} as period_end,
        {{ month_start(first_day) }} as before_start,
        {{ months_later(month_start(first_day), var('bridge_months')) }} as before_end
    {%- endif %}

)

select
    paired.*,
    paired.before_start >= known.first_month and paired.period_end <= known.ends_on as is_complete

from paired

cross join known

where paired.before_end > known.first_month
