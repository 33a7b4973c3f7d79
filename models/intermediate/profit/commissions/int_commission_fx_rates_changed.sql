{#-
    Orders with a currency whose exchange rate on their days was told again, or told late, by the
    batch that told it: their own, that of a payment, a refund or a product's cost. Only rates that
    came after a reading of their days can have changed what was read.
-#}
with

orders as (

    select
        order_id,
        {{ business_date('ordered_at') }} as ordered_date,
        {{ business_date('coalesce(fulfilled_at, ordered_at)') }} as costed_date,
        currency_code,
        known_from

    from {{ ref('stg_orders__order_versions') }}

),

cost_currencies as (

    select
        product_id,
        currency_code,
        min(known_from) as known_from
    from {{ ref('stg_costs__product_cost_versions') }}
    where currency_code <> '{{ var("reporting_currency") }}'
    group by
        product_id,
        currency_code

),

currencies as (

    select
        order_id,
        currency_code,
        known_from
    from orders

    union

    select
        order_id,
        currency_code,
        known_from
    from {{ ref('stg_orders__payment_versions') }}

    union

    select
        order_id,
        currency_code,
        known_from
    from {{ ref('stg_orders__return_versions') }}

    union

    select
        order_lines.order_id,
        cost_currencies.currency_code,
        greatest(order_lines.known_from, cost_currencies.known_from) as known_from
    from {{ ref('stg_orders__order_line_versions') }} as order_lines
    inner join cost_currencies
        on order_lines.product_id = cost_currencies.product_id

),

late_rates as (

    select
        rates.from_currency,
        rates.to_currency,
        rates.rate_date,
        rates.known_from

    from {{ ref('stg_costs__fx_rate_versions') }} as rates

    inner join {{ ref('int_commission_days_read') }} as days
        on {{ effective_at(days_later('rates.rate_date', -1), 'days') }}

    where
        rates.known_from > days.read_on
        and '{{ var("reporting_currency") }}' in (rates.from_currency, rates.to_currency)

),

late_currencies as (

    select
        from_currency as currency_code,
        rate_date,
        known_from
    from late_rates

    union

    select
        to_currency as currency_code,
        rate_date,
        known_from
    from late_rates

)

select distinct
    orders.order_id,
    late_currencies.known_from

from late_currencies

inner join currencies
    on
        late_currencies.currency_code = currencies.currency_code
        and late_currencies.known_from > currencies.known_from

inner join orders
    on
        currencies.order_id = orders.order_id
        and late_currencies.known_from > orders.known_from
        and late_currencies.rate_date <= greatest(orders.ordered_date, orders.costed_date)
        and least(orders.ordered_date, orders.costed_date)
        < {{ days_later('late_currencies.rate_date', var('fx_rate_valid_days')) }}

where currencies.currency_code <> '{{ var("reporting_currency") }}'
