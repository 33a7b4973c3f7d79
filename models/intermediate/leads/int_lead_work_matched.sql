{{ config(materialized='table') }}

{#-
    Which piece of sales work was for which lead: the one it names, else the one its deal grew from. A
    deal that several leads were turned into is the first one's, so that no minute counts twice.
-#}
with

activities as (

    select
        activity_id,
        lead_id,
        opportunity_id,
        lower(direction) as direction,
        started_at
    from {{ ref('stg_crm__activities') }}
    where
        not is_deleted
        and coalesce(lead_id, opportunity_id) is not null

),

leads as (

    select * from {{ ref('int_leads_described') }}

),

deals_of_leads as (

    select
        opportunity_id,
        lead_id
    from {{ ref('stg_crm__opportunities') }}
    where lead_id is not null

    union

    select
        opportunity_id,
        lead_id
    from leads
    where opportunity_id is not null

),

ranked as (

    select
        deals_of_leads.opportunity_id,
        deals_of_leads.lead_id,
        row_number() over (
            partition by deals_of_leads.opportunity_id
            order by leads.is_deleted, leads.created_at nulls last, deals_of_leads.lead_id
        ) as lead_rank
    from deals_of_leads
    inner join leads
        on deals_of_leads.lead_id = leads.lead_id

),

matched as (

    select
        activities.activity_id,
        activities.direction,
        activities.started_at,
        coalesce(leads.lead_id, ranked.lead_id) as lead_id

    from activities

    left join leads
        on activities.lead_id = leads.lead_id

    left join ranked
        on
            activities.opportunity_id = ranked.opportunity_id
            and ranked.lead_rank = 1

)

select
    matched.activity_id,
    matched.lead_id,
    matched.direction,
    matched.started_at,
    timed.work_month,
    timed.minutes,
    timed.is_standard

from matched

inner join {{ ref('int_work_timed') }} as timed
    on 'activity:' || matched.activity_id = timed.work_id

where matched.lead_id is not null
