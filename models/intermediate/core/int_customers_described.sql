{#-
    One customer for all its ids. What the CRM says of the anchor account wins over what an order
    system says; among several order-system customers the first id speaks. However a system writes it,
    a company is a company and a person a person; a type that the map does not hold stays as it is
    written, and what kind of customer that is nobody knows. A sales region is the company's own map of
    countries: a shop writes states where the CRM writes regions.
-#}
with

customer_ids as (

    select
        *,
        case when id_type = 'crm_account' then source_id end as account_id,
        case when id_type = 'order_customer' then source_id end as order_customer_id

    from {{ ref('int_customer_ids_resolved') }}

),

accounts as (

    select * from {{ ref('stg_crm__accounts') }}

),

order_customers as (

    select
        customers.*,
        coalesce(customer_types.party_type, customers.customer_type) as named_type

    from {{ ref('stg_orders__customers') }} as customers

    left join {{ ref('customer_type_map') }} as customer_types
        on lower(customers.customer_type) = customer_types.customer_type

),

regions as (

    select
        maps.country_code,
        maps.region
    from {{ ref('country_regions') }} as maps
    where {{ effective_at(as_of_date(), 'maps') }}

),

ranked as (

    select
        customer_ids.customer_id,
        accounts.account_id,
        coalesce(accounts.account_name, order_customers.customer_name) as customer_name,
        order_customers.named_type as customer_type,
        accounts.industry,
        accounts.segment,
        coalesce(accounts.country_code, order_customers.country_code) as country_code,
        coalesce(accounts.region, order_customers.region) as region,
        accounts.owner_user_id,
        coalesce(accounts.created_at, order_customers.created_at) as created_at,
        coalesce(accounts.is_deleted, order_customers.is_deleted, false) as is_deleted,
        row_number() over (
            partition by customer_ids.customer_id
            order by
                case when 'account:' || customer_ids.source_id = customer_ids.anchor then 0 else 1 end,
                customer_ids.id_type,
                customer_ids.source_id
        ) as speaker_rank,
        min(order_customers.named_type) over (partition by customer_ids.customer_id)
            as any_customer_type

    from customer_ids

    left join accounts
        on customer_ids.account_id = accounts.account_id

    left join order_customers
        on customer_ids.order_customer_id = order_customers.customer_id

),

described as (

    select
        ranked.customer_id,
        ranked.account_id,
        ranked.customer_name,
        coalesce(ranked.customer_type, ranked.any_customer_type) as customer_type,
        ranked.industry,
        ranked.segment,
        ranked.country_code,
        coalesce(regions.region, ranked.region) as region,
        ranked.owner_user_id,
        ranked.created_at,
        ranked.is_deleted

    from ranked

    left join regions
        on ranked.country_code = regions.country_code

    where ranked.speaker_rank = 1

    union all

    select
        customer_id,
        null as account_id,
        customer_name,
        null as customer_type,
        null as industry,
        null as segment,
        null as country_code,
        null as region,
        null as owner_user_id,
        null as created_at,
        false as is_deleted

    from (
        values
        ('unknown', 'Unknown customer'),
        ('unallocated', 'Amounts of no customer')
    ) as members (customer_id, customer_name)  -- noqa: AL05

)

select
    *,
    case when customer_type in ('company', 'person') then customer_type else 'unknown' end as customer_kind

from described
