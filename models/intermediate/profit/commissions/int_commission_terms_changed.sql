{#-
    Orders whose cost, exchange rate, product type, role or agreed rate was told again, or told
    late, by the batch that told it. A term that came before the days it is for cannot have changed
    what was read of an order, so only those that came after a reading of such days are compared
    with orders. Which of its currencies an order needs is not asked: a reading too many is harmless.
-#}
with

orders as (

    select distinct
        order_id,
        opportunity_id,
        sales_user_id,
        {{ business_date('ordered_at') }} as ordered_date,
        {{ business_date('coalesce(fulfilled_at, ordered_at)') }} as costed_date

    from {{ ref('stg_orders__order_versions') }}

),

products as (

    select distinct
        orders.order_id,
        orders.costed_date,
        order_lines.product_id

    from orders

    inner join {{ ref('stg_orders__order_line_versions') }} as order_lines
        on orders.order_id = order_lines.order_id

),

sellers as (

    select
        order_id,
        ordered_date,
        sales_user_id as user_id
    from orders

    union

    select
        orders.order_id,
        orders.ordered_date,
        opportunities.owner_user_id as user_id
    from orders
    inner join {{ ref('stg_crm__opportunity_versions') }} as opportunities
        on orders.opportunity_id = opportunities.opportunity_id

    union

    select
        orders.order_id,
        orders.ordered_date,
        splits.user_id
    from orders
    inner join {{ ref('stg_crm__opportunity_split_versions') }} as splits
        on orders.opportunity_id = splits.opportunity_id

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
    late_costs.known_from,
    'cost' as cause
from products
inner join late_costs
    on
        products.product_id = late_costs.product_id
        and products.costed_date >= late_costs.valid_from

union

select
    products.order_id,
    versions.known_from,
    'product' as cause
from products
inner join {{ ref('stg_orders__product_versions') }} as versions
    on products.product_id = versions.product_id

union

select
    sellers.order_id,
    users.known_from,
    'role' as cause
from sellers
inner join {{ ref('stg_crm__user_versions') }} as users
    on
        sellers.user_id = users.user_id
        and sellers.ordered_date >= coalesce(users.valid_from, date '0001-01-01')

union

select
    orders.order_id,
    late_rates.known_from,
    'exchange_rate' as cause
from orders
inner join late_rates
    on
        greatest(orders.ordered_date, orders.costed_date) >= late_rates.rate_date
        and least(orders.ordered_date, orders.costed_date) < {{ days_later('late_rates.rate_date', var('fx_rate_valid_days')) }}

union

select
    orders.order_id,
    rates.known_from,
    'rate_card' as cause
from orders
inner join {{ ref('commission_rates') }} as rates
    on {{ effective_at('orders.ordered_date', 'rates') }}
where rates.known_from is not null
