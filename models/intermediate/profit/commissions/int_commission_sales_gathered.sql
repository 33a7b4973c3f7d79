{#-
    Every sale of goods in every state of its order that counts: the newest as it is posted, older
    ones as they stood when a statement closed. Shipping and gift cards earn no commission.
-#}
with

states as (

    select * from {{ ref('int_commission_orders_stated') }}

),

sales as (

    select
        posted.order_line_id,
        posted.order_id,
        states.state_number,
        posted.product_id,
        posted.ordered_date,
        posted.net_revenue_amount,
        posted.gross_profit_amount,
        costed.net_local,
        costed.quantity,
        costed.unit_cost,
        costed.rate_to_reporting,
        costed.cost_rate

    from {{ ref('int_order_lines_posted') }} as posted

    inner join {{ ref('int_order_lines_costed') }} as costed
        on posted.order_line_id = costed.order_line_id

    inner join states
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
        state_number,
        product_id,
        ordered_date,
        net_revenue_amount,
        gross_profit_amount,
        net_local,
        quantity,
        unit_cost,
        rate_to_reporting,
        cost_rate

    from {{ ref('int_commission_lines_repriced') }}

)

select
    sales.*,
    classified.customer_id,
    states.known_from,
    states.known_to

from sales

inner join states
    on
        sales.order_id = states.order_id
        and sales.state_number = states.state_number

inner join {{ ref('int_orders_classified') }} as classified
    on sales.order_id = classified.order_id
