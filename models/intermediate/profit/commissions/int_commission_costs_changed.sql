{#-
    Orders of which the cost of a product was told again, or told late, by the batch that told it;
    and those with a product that became a gift card, or no longer is one. A cost that came before
    the days it is for cannot have changed what was read of them, so only those that came after a
    reading of such days are compared with orders.
-#}
with

products as (

    select
        orders.order_id,
        {{ business_date('coalesce(orders.fulfilled_at, orders.ordered_at)') }} as costed_date,
        order_lines.product_id,
        greatest(orders.known_from, order_lines.known_from) as known_from

    from {{ ref('stg_orders__order_versions') }} as orders

    inner join {{ ref('stg_orders__order_line_versions') }} as order_lines
        on orders.order_id = order_lines.order_id

),

-- what was never a gift card has always been goods
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
        and products.known_from < late_costs.known_from

union

select
    products.order_id,
    cards.known_from,
    'product' as cause
from products
inner join cards
    on
        products.product_id = cards.product_id
        and products.known_from < cards.known_from
