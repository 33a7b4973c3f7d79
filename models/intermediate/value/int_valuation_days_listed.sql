{#-
    The day customers are valued on, and the days before it on which the same would have been done:
    `worth` a whole value horizon ago and earlier, `activity` a churn horizon ago and earlier, one
    quarter apart. A past day needs as much history before it as there is outcome after it.
-#}
{%- set horizons = {'worth': var('clv_horizon_days') | int, 'activity': var('churn_horizon_days') | int} -%}
with

first_purchase as (

    select min(purchase_day) as first_day
    from {{ ref('int_contributions_posted') }}

),

days as (

    select
        'score' as purpose,
        0 as origin_number,
        {{ as_of_date() }} as origin_date,
        {{ horizons['worth'] }} as horizon_days
    {%- for purpose, horizon in horizons.items() %}
    {%- for number in range(1, (var('clv_backtest_origins') | int) + 1) %}

    union all

    select
        '{{ purpose }}' as purpose,
        {{ number }} as origin_number,
        {{ days_later(as_of_date(), -horizon - 91 * (number - 1)) }} as origin_date,
        {{ horizon }} as horizon_days
    {%- endfor %}
    {%- endfor %}

)

select
    days.purpose,
    cast(days.origin_number as bigint) as origin_number,
    days.origin_date,
    cast(days.horizon_days as bigint) as horizon_days,
    {{ days_later('days.origin_date', 'days.horizon_days') }} as outcome_until,
    {{ days_later('days.origin_date', '-days.horizon_days') }} as window_start

from days

cross join first_purchase

where
    days.purpose = 'score'
    or first_purchase.first_day <= {{ days_later('days.origin_date', '-days.horizon_days') }}
