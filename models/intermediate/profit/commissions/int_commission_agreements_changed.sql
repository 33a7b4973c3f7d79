{#-
    Orders of which somebody who may hold a share was given another role, or had it told again, by
    the batch that told it, and those to whose people the rate card was corrected. What was told
    before the person had to do with the order came with that. Only stints that had begun by the
    day of the order matter.
-#}
with

orders as (

    select
        order_id,
        opportunity_id,
        sales_user_id,
        {{ business_date('ordered_at') }} as ordered_date,
        known_from

    from {{ ref('stg_orders__order_versions') }}

),

sellers as (

    select
        order_id,
        ordered_date,
        sales_user_id as user_id,
        known_from
    from orders

    union

    select
        orders.order_id,
        orders.ordered_date,
        opportunities.owner_user_id as user_id,
        greatest(orders.known_from, opportunities.known_from) as known_from
    from orders
    inner join {{ ref('stg_crm__opportunity_versions') }} as opportunities
        on orders.opportunity_id = opportunities.opportunity_id

    union

    select
        orders.order_id,
        orders.ordered_date,
        splits.user_id,
        greatest(orders.known_from, splits.known_from) as known_from
    from orders
    inner join {{ ref('stg_crm__opportunity_split_versions') }} as splits
        on orders.opportunity_id = splits.opportunity_id

)

select
    sellers.order_id,
    users.known_from,
    'role' as cause
from sellers
inner join {{ ref('stg_crm__user_versions') }} as users
    on
        sellers.user_id = users.user_id
        and sellers.ordered_date >= coalesce(users.valid_from, date '0001-01-01')
        and sellers.known_from < users.known_from

union

select
    sellers.order_id,
    rates.known_from,
    'rate_card' as cause
from sellers
inner join {{ ref('stg_crm__user_versions') }} as users
    on sellers.user_id = users.user_id
inner join {{ ref('commission_rates') }} as rates
    on
        lower(users.role) = rates.role
        and {{ effective_at('sellers.ordered_date', 'rates') }}
        and sellers.known_from < rates.known_from
        and users.known_from < rates.known_from
