{%- set scope = {
    'product_id': 'order_lines.product_id',
    'product_category': 'products.category',
    'customer_id': 'orders.customer_id',
    'channel': 'orders.channel',
} -%}

{#-
    What each line of a real order is worth in the order's own currency, before the discount on
    the whole order. Shipping charged to the customer is a line of its own. A gift card is money
    held for the customer, so its kind keeps it out of revenue further on.
-#}
with

orders as (

    select * from {{ ref('int_orders_classified') }}
    where exclusion_reason is null

),

order_lines as (

    select * from {{ ref('stg_orders__order_lines') }}
    where not is_deleted

),

products as (

    select * from {{ ref('int_products_described') }}

),

valued as (

    select
        order_lines.order_line_id,
        order_lines.order_id,
        coalesce(order_lines.product_id, 'unknown') as product_id,
        case when products.product_type = 'gift_card' then 'gift_card' else 'product' end as line_kind,
        {{ what_if('quantity', 'order_lines.quantity', 'decimal(18, 4)', scope) }} as quantity,
        {{ what_if(
            'price', 'coalesce(order_lines.list_price_local, order_lines.unit_price_local)',
            'decimal(18, 6)', scope
        ) }} as list_price_local,
        {{ what_if(
            'price_charged', what_if('price', 'order_lines.unit_price_local', 'decimal(18, 6)', scope),
            'decimal(18, 6)', scope
        ) }} as unit_price_local,
        {{ what_if('unit_cost', 'order_lines.unit_cost_local', 'decimal(18, 6)', scope) }} as unit_cost_local,
        {{ what_if(
            'line_discount', 'coalesce(order_lines.line_discount_local, 0)', 'decimal(18, 4)', scope
        ) }} as line_discount_local

    from order_lines

    inner join orders
        on order_lines.order_id = orders.order_id

    left join products
        on coalesce(order_lines.product_id, 'unknown') = products.product_id

    union all

    select
        order_id || ':shipping' as order_line_id,
        order_id,
        'shipping' as product_id,
        'shipping' as line_kind,
        cast(1 as decimal(18, 4)) as quantity,
        cast(shipping_charged_local as decimal(18, 6)) as list_price_local,
        cast(shipping_charged_local as decimal(18, 6)) as unit_price_local,
        null as unit_cost_local,
        0 as line_discount_local

    from orders

    where shipping_charged_local <> 0

)

select
    *,
    cast(
        {{ multiply('quantity', 'unit_price_local') }} - line_discount_local as decimal(18, 4)
    ) as value_local

from valued
