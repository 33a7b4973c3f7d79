{{ config(materialized='table') }}

{#-
    How far every lead came and what it took. A lead that is a duplicate or no lead at all, or that was
    deleted, is followed too, but counts in no rate. A customer was won by the first of its leads that
    was converted; its other leads won nobody.
-#}
with

leads as (

    select * from {{ ref('int_leads_described') }}

),

deals as (

    select * from {{ ref('int_opportunities_described') }}

),

reasons as (

    select * from {{ ref('lead_close_reason_map') }}

),

closed_when_seen as (

    select
        lead_id,
        lower(trim(status)) as status,
        min(known_from) as known_from
    from {{ ref('stg_crm__lead_versions') }}
    group by
        lead_id,
        lower(trim(status))

),

dated as (

    select
        leads.*,
        {{ business_date('leads.converted_at') }} as converted_date,
        case
            when leads.lead_state <> 'open'
                then coalesce(
                    {{ business_date('leads.closed_at') }},
                    {{ business_date('leads.converted_at') }},
                    closed_when_seen.known_from
                )
        end as closed_date,
        case
            when leads.is_deleted then 'deleted'
            when leads.lead_state <> 'converted' then reasons.close_kind
        end as excluded_as

    from leads

    left join closed_when_seen
        on
            leads.lead_id = closed_when_seen.lead_id
            and leads.status = closed_when_seen.status

    left join reasons
        on
            lower(trim(leads.close_reason)) = reasons.close_reason
            and {{ effective_at(
                'coalesce(' ~ business_date('leads.closed_at') ~ ', ' ~ as_of_date() ~ ')', 'reasons'
            ) }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by customer_id
            order by
                case when first_order_date is not null and excluded_as is null then 0 else 1 end,
                converted_at nulls last, created_at nulls last, lead_id
        ) as winning_rank
    from dated

)

select
    ranked.*,
    ranked.winning_rank = 1
    and ranked.first_order_date is not null
    and ranked.excluded_as is null
    and {{ is_customer('ranked.customer_id') }} as has_won_customer,
    deals.created_date as opportunity_created_date,
    deals.outcome as opportunity_outcome,
    case when deals.outcome = 'won' then deals.closed_date end as won_date,
    deals.amount as opportunity_amount,
    deals.expected_margin_amount as opportunity_margin_amount,
    coalesce(worked.work_count, 0) as work_count,
    coalesce(worked.standard_work_count, 0) as standard_work_count,
    coalesce(worked.untimed_work_count, 0) as untimed_work_count,
    cast(coalesce(worked.minutes, 0) as decimal(18, 4)) as minutes,
    cast(coalesce(worked.unpriced_minutes, 0) as decimal(18, 4)) as unpriced_minutes,
    cast(coalesce(worked.known_cost_amount, 0) as decimal(18, 4)) as known_cost_amount,
    worked.first_response_at

from ranked

left join deals
    on ranked.opportunity_id = deals.opportunity_id

left join {{ ref('int_lead_work_costed') }} as worked
    on ranked.lead_id = worked.lead_id
