{{ config(materialized='table') }}

{#-
    Every sale of goods in every state of its order: the newest as it is posted, older ones as
    they were known on the day read. Shipping and gift cards earn no commission.
-#}
with

sales as (

    select
        posted.order_line_id,
        posted.order_id,
        states.read_on,
        posted.product_id,
        posted.ordered_date,
        posted.quantity,
        posted.net_revenue_amount,
        posted.gross_profit_amount

    from {{ ref('int_order_lines_posted') }} as posted

    inner join {{ ref('int_commission_orders_stated') }} as states
        on
            posted.order_id = states.order_id
            and states.is_newest

    where
        posted.posting_type = 'sale'
        and posted.line_kind = 'product'

    union all

    select
        order_line_id,
        order_id,
        read_on,
        product_id,
        ordered_date,
        quantity,
        net_revenue_amount,
        gross_profit_amount

    from {{ ref('int_commission_lines_repriced') }}

)

select
    sales.*,
    classified.customer_id,
    states.next_read_on,
    states.known_on,
    states.known_from,
    states.statement_from,
    states.statement_to,
    states.is_stated

from sales

inner join {{ ref('int_commission_orders_stated') }} as states
    on
        sales.order_id = states.order_id
        and sales.read_on = states.read_on

inner join {{ ref('int_orders_classified') }} as classified
    on sales.order_id = classified.order_id
