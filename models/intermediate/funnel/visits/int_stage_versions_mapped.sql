{#-
    For deals without a recorded change: the stages they were seen in as their rows landed. The first
    is taken to hold since the deal was created; a later one began on the day it landed, a closing on
    the day the CRM gives for it if that is no later. Nothing begins before what came before it.
-#}
with

opportunities as (

    select
        opportunities.opportunity_id,
        opportunities.source_system

    from {{ ref('stg_crm__opportunities') }} as opportunities

    left join {{ ref('int_stage_changes_mapped') }} as changes
        on
            opportunities.opportunity_id = changes.opportunity_id
            and changes.change_number = 1

    where changes.opportunity_id is null

),

landed as (

    select
        opportunities.opportunity_id,
        opportunities.source_system,
        known.known_from,
        known.created_at,
        known.closed_at,
        lower(trim(known.stage_name)) as stage_name,
        lower(known.outcome) as outcome,
        known.is_deleted,
        row_number() over (partition by known.opportunity_id order by known.known_from) as version_number

    from {{ ref('stg_crm__opportunity_versions') }} as known

    inner join opportunities
        on known.opportunity_id = opportunities.opportunity_id

),

mapped as (

    select
        landed.*,
        coalesce(named_stages.stage, landed.stage_name, 'unknown') as stage,
        named_stages.stage_number,
        steps.step_number,
        coalesce(
            named_stages.stage_kind, case when landed.stage_name is null then 'unknown' else 'unmapped' end
        )
            as open_kind,
        case
            when landed.outcome = 'won' or (landed.outcome is null and named_stages.stage_kind = 'won')
                then 'won'
            when landed.outcome is not null or named_stages.stage_kind = 'lost' then 'lost'
        end as closed_kind

    from landed

    left join {{ ref('int_stages_mapped') }} as named_stages
        on
            landed.source_system = named_stages.source_system
            and landed.stage_name = named_stages.stage_name
            and {{ effective_at('landed.known_from', 'named_stages') }}

    left join {{ ref('int_funnel_steps_ordered') }} as steps
        on
            named_stages.stage_number = steps.stage_number
            and named_stages.stage_kind = 'open'

    where not landed.is_deleted or landed.version_number = 1

),

dated as (

    select
        *,
        coalesce(closed_kind, open_kind) as stage_kind,
        coalesce('=' || closed_kind, stage) as deal_state,
        case
            when
                closed_kind is not null and {{ business_date('closed_at') }} <= known_from
                then closed_at
            when
                closed_kind is null and version_number = 1 and {{ business_date('created_at') }} <= known_from
                then created_at
            else cast(known_from as timestamp)
        end as told_at

    from mapped

),

compared as (

    select
        *,
        coalesce(
            lag(deal_state) over (partition by opportunity_id order by known_from) = deal_state, false
        ) as is_repeat

    from dated

)

select
    opportunity_id,
    row_number() over in_turn as change_number,
    lead(known_from) over in_turn is null as is_last,
    max(case when not is_repeat then told_at end) over (
        partition by opportunity_id
        order by known_from
        rows between unbounded preceding and current row
    ) as changed_at,
    stage_name,
    stage,
    stage_number,
    step_number,
    stage_kind,
    deal_state,
    is_repeat,
    -- seen at the latest on the day after it was created: nothing can have come before
    version_number > 1
    or coalesce({{ days_after('known_from', business_date('created_at')) }} <= 1, false) as is_entry_known

from compared

window in_turn as (partition by opportunity_id order by known_from)
