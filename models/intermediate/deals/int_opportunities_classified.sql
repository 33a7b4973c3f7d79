{#-
    What state each deal is in, and whose it is. Deleted beats what the CRM says of the outcome; where
    it says nothing, the stage does. A stage name means what it meant when the deal was closed, or
    means today. A deal that ended on no day that anybody told ended when it was first seen so.
-#}
with

opportunities as (

    select
        *,
        {{ business_date('created_at') }} as created_date,
        {{ business_date('closed_at') }} as closed_date

    from {{ ref('stg_crm__opportunities') }}

),

stages as (

    select * from {{ ref('int_stages_mapped') }}

),

parties as (

    select * from {{ ref('int_crm_parties_resolved') }}
    where party_type = 'opportunity'

),

sources as (

    select * from {{ ref('channel_groups') }}

),

classified as (

    select
        opportunities.opportunity_id,
        opportunities.account_id,
        opportunities.lead_id,
        coalesce(parties.customer_id, 'unknown') as customer_id,
        opportunities.opportunity_type,
        coalesce({{ channel_key('opportunities.lead_source') }}, 'unknown') as lead_source,
        coalesce(sources.channel_group, 'unknown') as channel_group,
        opportunities.campaign_id,
        coalesce(opportunities.owner_user_id, 'unassigned') as owner_user_id,
        stages.stage,
        stages.stage_number,
        coalesce(stages.stage_kind, 'unmapped') as stage_kind,
        opportunities.probability,
        opportunities.created_at,
        opportunities.created_date,
        opportunities.expected_close_date,
        opportunities.closed_at,
        coalesce(opportunities.closed_date, seen.seen_date) as closed_date,
        case
            when opportunities.is_deleted then 'deleted'
            when opportunities.outcome is not null then lower(opportunities.outcome)
            when stages.stage_kind in ('won', 'lost') then stages.stage_kind
            else 'open'
        end as outcome,
        opportunities.loss_reason,
        opportunities.deleted_on,
        coalesce(opportunities.currency_code, '{{ var("reporting_currency") }}') as currency_code,
        opportunities.amount_local,
        opportunities.source_system

    from opportunities

    left join stages
        on
            opportunities.source_system = stages.source_system
            and lower(trim(opportunities.stage_name)) = stages.stage_name
            and {{ effective_at('coalesce(opportunities.closed_date, ' ~ as_of_date() ~ ')', 'stages') }}

    left join {{ ref('int_closings_seen') }} as seen
        on opportunities.opportunity_id = seen.opportunity_id

    left join parties
        on opportunities.opportunity_id = parties.party_id

    left join sources
        on
            {{ channel_key('opportunities.lead_source') }} = sources.channel
            and {{ effective_at('coalesce(opportunities.created_date, ' ~ as_of_date() ~ ')', 'sources') }}

)

select * from classified
