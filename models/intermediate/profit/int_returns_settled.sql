{{ config(materialized='table') }}

{#-
    What each refund takes off revenue, gives back in cost and costs as goodwill, beside the line
    and order that it belongs to.
-#}
with

order_lines as (

    select * from {{ ref('int_order_lines_costed') }}

),

orders as (

    select * from {{ ref('int_orders_classified') }}

),

refunds as (

    select
        returns.*,
        coalesce(order_lines.net_local, 0) as net_local,
        case
            when order_lines.order_line_id is null and orders.rate_to_reporting is not null then 0
            else order_lines.net_amount
        end as net_amount,
        coalesce(order_lines.quantity, 0) as line_quantity,
        order_lines.cogs_amount,
        order_lines.unit_cost,
        order_lines.material_unit_cost,
        order_lines.labour_unit_cost,
        order_lines.overhead_unit_cost,
        order_lines.has_actual_cost,
        order_lines.cost_rate,
        coalesce(order_lines.line_kind, 'unallocated') as line_kind,
        coalesce(order_lines.product_id, 'unallocated') as product_id,
        orders.customer_id,
        orders.ordered_date,
        orders.order_month,
        orders.currency_code,
        orders.rate_to_reporting

    from {{ ref('int_returns_apportioned') }} as returns

    inner join orders
        on returns.order_id = orders.order_id

    left join order_lines
        on returns.order_line_id = order_lines.order_line_id

)

{{ settled_returns('refunds', line='order_line_id') }}
