{{ config(materialized='table') }}

{#-
    How long each deal took, from the day it was first created: a deal that was lost and opened again
    keeps its age even where the CRM restarts its clock. An end before the beginning is a slip of the
    records: the length is unknown and never negative.
-#}
with

deals as (

    select * from {{ ref('int_opportunities_described') }}

),

first_told as (

    select
        opportunity_id,
        {{ business_date('min(created_at)') }} as first_created_date
    from {{ ref('stg_crm__opportunity_versions') }}
    group by opportunity_id

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
        case when deals.outcome in ('won', 'lost', 'no_decision', 'duplicate') then deals.closed_date end
            as closed_date

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
