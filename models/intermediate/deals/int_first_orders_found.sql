{#-
    When somebody became a customer: with the first order of which something was kept, refunds that
    have happened so far taken off. A refund in full moves the day on, or takes it away. A gift card is a debt, no sale.
-#}
with

orders as (

    select
        order_id,
        customer_id,
        ordered_date,
        {{ sum_or_unknown('net_revenue_amount') }} as net_revenue_amount,
        sum(value_local - order_discount_local - returns_local) as kept_local

    from {{ ref('int_order_lines_posted') }}

    where
        {{ is_customer('customer_id') }}
        and line_kind <> 'gift_card'

    group by
        order_id,
        customer_id,
        ordered_date

),

ranked as (

    select
        *,
        row_number() over (partition by customer_id order by ordered_date, order_id) as order_number

    from orders

    -- what is kept of a sale can be told in its own currency when the rate is missing
    where kept_local > 0

)

select
    customer_id,
    order_id,
    ordered_date as first_order_date,
    net_revenue_amount

from ranked

where order_number = 1
