{{ config(materialized='table') }}

{#-
    Everything that a report on leads groups by, once per lead, and how far it came: a deal, a deal
    that was won, a first order. A lead is converted where the CRM says when, to which account or
    deal, or where a deal names it: systems differ in what they fill in.
-#}
with

leads as (

    select
        *,
        {{ business_date('created_at') }} as created_date
    from {{ ref('stg_crm__leads') }}

),

statuses as (

    select * from {{ ref('lead_status_map') }}

),

deals_of_leads as (

    select
        lead_id,
        opportunity_id,
        created_at,
        row_number() over (partition by lead_id order by created_at, opportunity_id) as deal_number
    from {{ ref('int_opportunities_described') }}
    where lead_id is not null

),

parties as (

    select * from {{ ref('int_crm_parties_resolved') }}
    where party_type = 'lead'

),

stints as (

    select * from {{ ref('int_salesperson_stints_windowed') }}

),

sources as (

    select * from {{ ref('channel_groups') }}

),

joined as (

    select
        leads.lead_id,
        coalesce(leads.converted_opportunity_id, deals_of_leads.opportunity_id) as opportunity_id,
        coalesce(parties.customer_id, 'unknown') as customer_id,
        coalesce({{ channel_key('leads.lead_source') }}, 'unknown') as lead_source,
        coalesce(sources.channel_group, 'unknown') as channel_group,
        leads.campaign_id,
        coalesce(leads.owner_user_id, 'unassigned') as owner_user_id,
        coalesce(stints.team_id, 'unassigned') as team_id,
        coalesce(stints.team_name, 'unassigned') as team_name,
        coalesce(stints.region, 'unknown') as region,
        leads.country_code,
        lower(trim(leads.status)) as status,
        leads.close_reason,
        leads.created_at,
        leads.created_date,
        coalesce(leads.converted_at, deals_of_leads.created_at) as converted_at,
        leads.closed_at,
        leads.is_deleted,
        case
            when
                leads.converted_at is not null
                or leads.converted_account_id is not null
                or leads.converted_opportunity_id is not null
                or deals_of_leads.opportunity_id is not null
                then 'converted'
            when statuses.lead_state is not null then statuses.lead_state
            when leads.closed_at is not null then 'abandoned'
            else 'open'
        end as lead_state,
        statuses.status is not null as is_status_mapped

    from leads

    left join statuses
        on lower(trim(leads.status)) = statuses.status

    left join deals_of_leads
        on
            leads.lead_id = deals_of_leads.lead_id
            and deals_of_leads.deal_number = 1

    left join parties
        on leads.lead_id = parties.party_id

    left join stints
        on
            leads.owner_user_id = stints.user_id
            and {{ effective_at('coalesce(leads.created_date, ' ~ as_of_date() ~ ')', 'stints') }}

    left join sources
        on
            {{ channel_key('leads.lead_source') }} = sources.channel
            and {{ effective_at('coalesce(leads.created_date, ' ~ as_of_date() ~ ')', 'sources') }}

)

select
    joined.*,
    coalesce(customers.segment, 'unknown') as segment,
    -- who bought before the enquiry was a customer already, and the enquiry won nobody
    case when first_orders.first_order_date >= joined.created_date then first_orders.first_order_date end
        as first_order_date

from joined

left join {{ ref('int_customers_described') }} as customers
    on joined.customer_id = customers.customer_id

left join {{ ref('int_first_orders_found') }} as first_orders
    on joined.customer_id = first_orders.customer_id
