{{ config(materialized='table') }}

{#-
    What marketing is credited with: every order that ever counted as a customer's first, and every
    deal that was won. The two are never added up: a first order is often a deal's. A deal of somebody
    who is no customer yet belongs to its lead. What was won on a day, at no hour that anybody told, was
    won in its last moment: what landed that day is known that evening.
-#}
with

orders as (

    select * from {{ ref('int_orders_classified') }}

),

converted as (

    select
        'first_order:' || acquisitions.order_id as conversion_id,
        'first_order' as conversion_type,
        acquisitions.customer_id,
        acquisitions.customer_id as party_id,
        acquisitions.order_id,
        orders.opportunity_id,
        orders.ordered_at as converted_at,
        acquisitions.ordered_date as converted_date,
        acquisitions.stated_date,
        acquisitions.restated_date,
        acquisitions.is_latest

    from {{ ref('int_acquisitions_stated') }} as acquisitions

    inner join orders
        on acquisitions.order_id = orders.order_id

    union all

    select
        'won_deal:' || opportunity_id as conversion_id,
        'won_deal' as conversion_type,
        customer_id,
        case when customer_id <> 'unknown' then customer_id else 'lead:' || lead_id end as party_id,
        cast(null as varchar) as order_id,
        opportunity_id,
        coalesce(
            closed_at,
            {{ moment_in_zone('closed_date', "time '23:59:59.999999'", var('source_time_zone')) }}
        ) as converted_at,
        closed_date as converted_date,
        closed_date as stated_date,
        cast(null as date) as restated_date,
        true as is_latest

    from {{ ref('int_opportunities_described') }}

    where outcome = 'won'

)

select
    *,
    row_number() over (order by conversion_id) as conversion_number

from converted
