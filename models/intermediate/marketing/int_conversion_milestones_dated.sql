{#-
    When the lead and the deal behind a conversion were created. The deal is the one that the order
    names or that was won, else the customer's latest before; the lead is the deal's own, else the
    customer's latest before. A milestone that nobody recorded has no moment.
-#}
with

conversions as (

    select * from {{ ref('int_conversions_found') }}

),

deals as (

    select * from {{ ref('int_opportunities_described') }}
    where outcome not in ('deleted', 'duplicate')

),

leads as (

    select * from {{ ref('int_leads_described') }}
    where not is_deleted

),

deals_before as (

    select
        conversions.conversion_number,
        deals.opportunity_id,
        row_number() over (
            partition by conversions.conversion_number
            order by deals.created_at desc, deals.opportunity_id asc
        ) as recency

    from conversions

    inner join deals
        on
            conversions.customer_id = deals.customer_id
            and conversions.converted_at >= deals.created_at

    where
        conversions.opportunity_id is null
        and {{ is_customer('conversions.customer_id') }}

),

leads_before as (

    select
        conversions.conversion_number,
        leads.lead_id,
        row_number() over (
            partition by conversions.conversion_number
            order by leads.created_at desc, leads.lead_id asc
        ) as recency

    from conversions

    inner join leads
        on
            conversions.customer_id = leads.customer_id
            and conversions.converted_at >= leads.created_at

    where {{ is_customer('conversions.customer_id') }}

),

named as (

    select
        conversions.conversion_number,
        deals.created_at as deal_created_at,
        coalesce(deals.lead_id, leads_before.lead_id) as lead_id

    from conversions

    left join deals_before
        on
            conversions.conversion_number = deals_before.conversion_number
            and deals_before.recency = 1

    left join deals
        on coalesce(conversions.opportunity_id, deals_before.opportunity_id) = deals.opportunity_id

    left join leads_before
        on
            conversions.conversion_number = leads_before.conversion_number
            and leads_before.recency = 1

)

select
    named.conversion_number,
    leads.lead_id,
    leads.created_at as lead_created_at,
    named.deal_created_at

from named

left join leads
    on named.lead_id = leads.lead_id
