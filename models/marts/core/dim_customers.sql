with

customers as (

    select * from {{ ref('int_customers_described') }}

),

orders as (

    select
        customer_id,
        min(ordered_date) as first_order_date,
        max(ordered_date) as last_order_date,
        count(*) as order_count

    from {{ ref('int_orders_classified') }}

    where exclusion_reason is null

    group by customer_id

),

final as (

    select
        customers.customer_id,
        customers.account_id,
        customers.customer_name,
        customers.customer_type,
        customers.industry,
        customers.segment,
        customers.country_code,
        customers.region,
        customers.owner_user_id,
        customers.created_at,
        orders.first_order_date,
        orders.last_order_date,
        coalesce(orders.order_count, 0) as order_count,
        customers.is_deleted

    from customers

    left join orders
        on customers.customer_id = orders.customer_id

)

select * from final
