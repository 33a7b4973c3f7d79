{{ config(materialized='table') }}

{#-
    How long each deal took, from the day it was first created: a deal that was lost and opened again
    keeps its age even where the CRM restarts its clock. A deal that is closed without a date is closed
    on the batch date that first showed it so. An end before the beginning is a slip of the records: the
    length is unknown and never negative.
-#}
with

deals as (

    select * from {{ ref('int_opportunities_described') }}

),

records as (

    select
        opportunity_id,
        created_at,
        coalesce(lower(outcome), lower(trim(stage_name))) as told_state,
        known_from
    from {{ ref('stg_crm__opportunity_versions') }}

),

current_states as (

    select
        opportunity_id,
        coalesce(lower(outcome), lower(trim(stage_name))) as told_state
    from {{ ref('stg_crm__opportunities') }}

),

first_told as (

    select
        records.opportunity_id,
        {{ business_date('min(records.created_at)') }} as first_created_date,
        min(case when records.told_state = current_states.told_state then records.known_from end)
            as state_known_from
    from records
    inner join current_states
        on records.opportunity_id = current_states.opportunity_id
    group by records.opportunity_id

),

dated as (

    select
        deals.opportunity_id,
        deals.owner_user_id,
        deals.team_id,
        deals.lead_source,
        deals.segment,
        deals.product_category,
        deals.outcome,
        deals.amount,
        deals.expected_margin_amount,
        least(deals.created_date, first_told.first_created_date) as first_created_date,
        deals.created_date,
        deals.expected_close_date,
        case
            when deals.outcome in ('won', 'lost', 'no_decision', 'duplicate')
                then coalesce(deals.closed_date, first_told.state_known_from)
        end as closed_date,
        deals.outcome in ('won', 'lost', 'no_decision', 'duplicate')
        and deals.closed_date is null as is_close_derived

    from deals

    left join first_told
        on deals.opportunity_id = first_told.opportunity_id

)

select
    *,
    case when closed_date >= first_created_date then cast(closed_date - first_created_date as integer) end
        as cycle_days,
    coalesce(closed_date < first_created_date, false) as is_contradicted

from dated
