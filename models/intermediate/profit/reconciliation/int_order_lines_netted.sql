{#-
    What each line of a sale was really sold for, in the order's currency: worked out from staging
    once more, without the gross-profit line and without any scenario. The reconciliation holds
    the one against it; a scenario asks it which part of a line was paid or given back.
-#}
with

orders as (

    select
        staged.order_id,
        coalesce(staged.order_discount_local, 0) as whole_discount_local,
        coalesce(staged.shipping_charged_local, 0) as shipping_charged_local

    from {{ ref('stg_orders__orders') }} as staged

    inner join {{ ref('int_orders_classified') }} as classified
        on staged.order_id = classified.order_id

    where classified.exclusion_reason is null

),

sold as (

    select
        order_lines.order_line_id,
        order_lines.order_id,
        coalesce(order_lines.product_id, 'unknown') as product_id,
        case when products.product_type = 'gift_card' then 'gift_card' else 'product' end as line_kind,
        order_lines.quantity,
        {{ multiply('order_lines.quantity', 'order_lines.unit_price_local') }}
        - coalesce(order_lines.line_discount_local, 0) as value_local,
        orders.whole_discount_local

    from {{ ref('stg_orders__order_lines') }} as order_lines

    inner join orders
        on order_lines.order_id = orders.order_id

    left join {{ ref('int_products_described') }} as products
        on order_lines.product_id = products.product_id

    where not order_lines.is_deleted

),

bearing as (

    select
        *,
        value_local as weight
    from sold
    where
        line_kind = 'product'
        and whole_discount_local <> 0

),

parts as (

    {{ allocate('bearing', 'whole_discount_local', 'weight', 'order_id', 'order_line_id') }}

),

netted as (

    select
        sold.order_line_id,
        sold.order_id,
        sold.product_id,
        sold.line_kind,
        sold.quantity,
        sold.value_local - coalesce(parts.allocated_amount, 0) as net_local
    from sold
    left join parts
        on sold.order_line_id = parts.order_line_id

    union all

    select
        order_id || ':shipping' as order_line_id,
        order_id,
        'shipping' as product_id,
        'shipping' as line_kind,
        1 as quantity,
        shipping_charged_local as net_local
    from orders
    where shipping_charged_local <> 0

    union all

    select
        order_id || ':unallocated' as order_line_id,
        order_id,
        'unallocated' as product_id,
        'unallocated' as line_kind,
        0 as quantity,
        -whole_discount_local as net_local
    from orders
    where
        whole_discount_local <> 0
        and order_id not in (select parts.order_id from parts)

)

select
    order_line_id,
    order_id,
    product_id,
    line_kind,
    cast(quantity as decimal(18, 4)) as quantity,
    cast(net_local as decimal(18, 4)) as net_local

from netted
