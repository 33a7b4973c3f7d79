{#-
    Orders of which somebody who may hold a share was given another role, or had it told again, by
    the batch that told it; a role that was told before the person had to do with the order counts
    from then. Only stints that had begun by the day of the order matter.
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

select distinct
    sellers.order_id,
    greatest(sellers.known_from, users.known_from) as known_from
from sellers
inner join {{ ref('stg_crm__user_versions') }} as users
    on
        sellers.user_id = users.user_id
        and sellers.ordered_date >= coalesce(users.valid_from, date '0001-01-01')
