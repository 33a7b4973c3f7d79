{#-
    Every customer that an order system knows or merely names on an order, with the texts it can
    be matched by. `order_account_id` is the one account that all its orders agree on.
-#}
with

customers as (

    select * from {{ ref('stg_orders__customers') }}

),

customer_types as (

    select * from {{ ref('customer_type_map') }}

),

named_on_orders as (

    select
        customer_id,
        min(source_system) as source_system,
        case when count(distinct account_id) = 1 then min(account_id) end as order_account_id

    from {{ ref('stg_orders__orders') }}

    where customer_id is not null

    group by customer_id

),

gathered as (

    select
        coalesce(customers.customer_id, named_on_orders.customer_id) as source_customer_id,
        coalesce(customers.source_system, named_on_orders.source_system) as source_system,
        customers.customer_id is not null as is_delivered,
        customers.account_id,
        named_on_orders.order_account_id,
        {{ tax_key('customers.tax_number') }} as tax_key,
        lower(customers.email) as email,
        case
            when customer_types.party_type = 'company' then {{ mail_domain('customers.email') }}
        end as company_mail_domain

    from customers

    full outer join named_on_orders
        on customers.customer_id = named_on_orders.customer_id

    left join customer_types
        on lower(customers.customer_type) = customer_types.customer_type

)

select * from gathered
