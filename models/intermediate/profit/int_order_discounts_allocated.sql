{#-
    Spreads the discount on a whole order over its goods and services by their value, to the
    cent. Shipping and gift cards carry none of it. What no line can carry (every line is free)
    goes to the order's `unallocated` line instead of disappearing.
-#}
with

discounted_orders as (

    select
        order_id,
        order_discount_local

    from {{ ref('int_orders_classified') }}

    where
        exclusion_reason is null
        and order_discount_local <> 0

),

discounted_lines as (

    select
        order_lines.order_line_id,
        order_lines.order_id,
        case when order_lines.line_kind = 'product' then order_lines.value_local else 0 end as weight,
        discounted_orders.order_discount_local as whole_discount_local

    from {{ ref('int_order_lines_valued') }} as order_lines

    inner join discounted_orders
        on order_lines.order_id = discounted_orders.order_id

),

allocated as (

    {{ allocate('discounted_lines', 'whole_discount_local', 'weight', 'order_id', 'order_line_id') }}

),

parts as (

    select
        order_line_id,
        order_id,
        allocated_amount as order_discount_local
    from allocated

    union all

    select
        discounted_orders.order_id || ':unallocated' as order_line_id,
        discounted_orders.order_id,
        discounted_orders.order_discount_local
    from discounted_orders
    left join allocated
        on discounted_orders.order_id = allocated.order_id
    where allocated.order_id is null

)

select * from parts
