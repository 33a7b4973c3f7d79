{#- Joins each line with its part of the order's discount; adds the line for what no line can carry. -#}
with

order_lines as (

    select * from {{ ref('int_order_lines_valued') }}

),

order_discounts as (

    select * from {{ ref('int_order_discounts_allocated') }}

),

discounted as (

    select
        coalesce(order_lines.order_line_id, order_discounts.order_line_id) as order_line_id,
        coalesce(order_lines.order_id, order_discounts.order_id) as order_id,
        coalesce(order_lines.product_id, 'unallocated') as product_id,
        coalesce(order_lines.line_kind, 'unallocated') as line_kind,
        coalesce(order_lines.quantity, 0) as quantity,
        coalesce(order_lines.list_price_local, 0) as list_price_local,
        coalesce(order_lines.unit_price_local, 0) as unit_price_local,
        order_lines.unit_cost_local,
        coalesce(order_lines.line_discount_local, 0) as line_discount_local,
        coalesce(order_discounts.order_discount_local, 0) as order_discount_local,
        cast(
            coalesce(order_lines.value_local, 0) - coalesce(order_discounts.order_discount_local, 0)
            as decimal(18, 4)
        ) as net_local

    from order_lines

    full outer join order_discounts
        on order_lines.order_line_id = order_discounts.order_line_id

)

select * from discounted
