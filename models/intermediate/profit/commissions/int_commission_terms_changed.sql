{#-
    Orders whose cost, exchange rate, product type or agreed rate was told again, or told late, by
    the batch that told it, or by which both that and the order were known. A term that came before the days it is for cannot have changed
    what was read of an order, so only those that came after a reading of such days are compared
    with orders. Which of its currencies an order needs is not asked: a reading too many is harmless.
-#}
with

orders as (

    select
        order_id,
        {{ business_date('ordered_at') }} as ordered_date,
        {{ business_date('coalesce(fulfilled_at, ordered_at)') }} as costed_date,
        known_from

    from {{ ref('stg_orders__order_versions') }}

),

products as (

    select
        orders.order_id,
        orders.costed_date,
        order_lines.product_id,
        greatest(orders.known_from, order_lines.known_from) as known_from

    from orders

    inner join {{ ref('stg_orders__order_line_versions') }} as order_lines
        on orders.order_id = order_lines.order_id

),

cards as (

    select
        product_id,
        known_from
    from {{ ref('stg_orders__product_versions') }}
    where product_type = 'gift_card'

    union

    select
        product_id,
        known_to as known_from
    from {{ ref('stg_orders__product_versions') }}
    where
        product_type = 'gift_card'
        and known_to is not null

),

late_costs as (

    select distinct
        costs.product_id,
        costs.valid_from,
        costs.known_from

    from {{ ref('stg_costs__product_cost_versions') }} as costs

    inner join {{ ref('int_commission_days_read') }} as days
        on {{ effective_at(days_later('costs.valid_from', -1), 'days') }}

    where costs.known_from > days.read_on

),

late_rates as (

    select distinct
        rates.rate_date,
        rates.known_from

    from {{ ref('stg_costs__fx_rate_versions') }} as rates

    inner join {{ ref('int_commission_days_read') }} as days
        on {{ effective_at(days_later('rates.rate_date', -1), 'days') }}

    where rates.known_from > days.read_on

)

select
    products.order_id,
    greatest(products.known_from, late_costs.known_from) as known_from,
    'cost' as cause
from products
inner join late_costs
    on
        products.product_id = late_costs.product_id
        and products.costed_date >= late_costs.valid_from

union

-- what was never a gift card has always been goods
select
    products.order_id,
    greatest(products.known_from, cards.known_from) as known_from,
    'product' as cause
from products
inner join cards
    on products.product_id = cards.product_id

union

select
    orders.order_id,
    greatest(orders.known_from, late_rates.known_from) as known_from,
    'exchange_rate' as cause
from orders
inner join late_rates
    on
        greatest(orders.ordered_date, orders.costed_date) >= late_rates.rate_date
        and least(orders.ordered_date, orders.costed_date) < {{ days_later('late_rates.rate_date', var('fx_rate_valid_days')) }}

union

select
    orders.order_id,
    greatest(orders.known_from, rates.known_from) as known_from,
    'rate_card' as cause
from orders
inner join {{ ref('commission_rates') }} as rates
    on {{ effective_at('orders.ordered_date', 'rates') }}
where rates.known_from is not null
