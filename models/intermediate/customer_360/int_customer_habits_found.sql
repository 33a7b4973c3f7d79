{#-
    How a customer likes to buy: the channel, way of payment, currency and weekday of most of their
    orders. Of equally many the one of the newest order, then the first by name.
-#}
{%- set habits = {
    'channel': 'orders.channel',
    'payment_method': 'orders.payment_method',
    'currency_code': 'orders.currency_code',
    'iso_weekday': iso_day_of_week('orders.ordered_date'),
} -%}
with

orders as (

    select * from {{ ref('int_orders_classified') }}
    where
        exclusion_reason is null
        and {{ is_customer('customer_id') }}

),

counted as (

    {%- for habit, value in habits.items() %}
    select
        orders.customer_id,
        '{{ habit }}' as habit,
        cast({{ value }} as varchar) as habit_value,
        count(*) as order_count,
        max(orders.ordered_date) as last_ordered_date
    from orders
    where {{ value }} is not null
    group by
        orders.customer_id,
        cast({{ value }} as varchar)
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

ranked as (

    select
        *,
        row_number() over (
            partition by customer_id, habit
            order by order_count desc, last_ordered_date desc, habit_value asc
        ) as habit_rank
    from counted

)

select
    customer_id,
    max(case when habit = 'channel' then habit_value end) as preferred_channel,
    max(case when habit = 'payment_method' then habit_value end) as preferred_payment_method,
    max(case when habit = 'currency_code' then habit_value end) as usual_currency_code,
    cast(max(case when habit = 'iso_weekday' then habit_value end) as integer) as usual_iso_weekday

from ranked

where habit_rank = 1

group by customer_id
