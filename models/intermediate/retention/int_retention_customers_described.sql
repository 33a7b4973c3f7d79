{#-
    What retention is sliced by: the customer's segment and region of today, and the channel of the
    first purchase. All three stay the same in every month, so that slices add up to the company and
    nobody is lost to one channel by buying through another.
-#}
with

first_orders as (

    select
        orders.customer_id,
        orders.channel,
        row_number() over (
            partition by orders.customer_id order by orders.ordered_date, orders.order_id
        ) as order_number

    from {{ ref('int_orders_classified') }} as orders

    where orders.exclusion_reason is null

)

select
    customers.customer_id,
    coalesce(customers.segment, 'unknown') as segment,
    coalesce(customers.region, 'unknown') as region,
    coalesce(first_orders.channel, 'unknown') as channel

from {{ ref('int_customers_described') }} as customers

left join first_orders
    on
        customers.customer_id = first_orders.customer_id
        and first_orders.order_number = 1
