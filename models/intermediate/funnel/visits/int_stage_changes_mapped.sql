{{ config(materialized='table') }}

{#-
    The recorded changes of each deal's stage, in order, in the stages they mean on their day. What
    was deleted was never so, and a change that names no stage changed something else. Changes of one
    moment go by the sequence of their source: the one that comes from nowhere, then the CRM's ids,
    which count up.
-#}
with

changes as (

    select
        opportunity_id,
        change_id,
        source_system,
        changed_at,
        {{ business_date('changed_at') }} as changed_date,
        lower(trim(from_stage)) as from_name,
        lower(trim(to_stage)) as stage_name

    from {{ ref('stg_crm__opportunity_stage_changes') }}

    where
        not is_deleted
        and to_stage is not null
        and {{ business_date('changed_at') }} <= {{ as_of_date() }}

),

stages as (

    select
        mapped.*,
        steps.step_number,
        case when mapped.stage_kind in ('won', 'lost') then '=' || mapped.stage_kind else mapped.stage end
            as deal_state

    from {{ ref('int_stages_mapped') }} as mapped

    left join {{ ref('int_funnel_steps_ordered') }} as steps
        on
            mapped.stage_number = steps.stage_number
            and mapped.stage_kind = 'open'

),

mapped as (

    select
        changes.opportunity_id,
        changes.change_id,
        changes.changed_at,
        changes.from_name,
        changes.stage_name,
        coalesce(to_stages.stage, changes.stage_name) as stage,
        to_stages.stage_number,
        to_stages.step_number,
        coalesce(to_stages.stage_kind, 'unmapped') as stage_kind,
        coalesce(to_stages.deal_state, changes.stage_name) as deal_state,
        coalesce(from_stages.stage, changes.from_name) as from_stage,
        from_stages.stage_number as from_stage_number,
        from_stages.step_number as from_step_number,
        case when changes.from_name is not null then coalesce(from_stages.stage_kind, 'unmapped') end
            as from_stage_kind,
        coalesce(from_stages.deal_state, changes.from_name) as from_state

    from changes

    left join stages as to_stages
        on
            changes.source_system = to_stages.source_system
            and changes.stage_name = to_stages.stage_name
            and {{ effective_at('changes.changed_date', 'to_stages') }}

    left join stages as from_stages
        on
            changes.source_system = from_stages.source_system
            and changes.from_name = from_stages.stage_name
            and {{ effective_at('changes.changed_date', 'from_stages') }}

),

numbered as (

    select
        *,
        row_number() over in_turn as change_number,
        lag(deal_state) over in_turn as previous_state,
        lead(change_id) over in_turn is null as is_last

    from mapped

    window
        in_turn as (
            partition by opportunity_id
            order by
                changed_at,
                case when from_name is null then 0 else 1 end,
                length(change_id),
                change_id
        )

)

select
    opportunity_id,
    change_number,
    is_last,
    changed_at,
    stage_name,
    stage,
    stage_number,
    step_number,
    stage_kind,
    deal_state,
    from_name,
    from_stage,
    from_stage_number,
    from_step_number,
    from_stage_kind,
    -- the same stage again, or another name of it, is no change of stage; but a deal whose history
    -- begins in a closed stage must have been closed
    case
        when change_number = 1 then coalesce(deal_state = from_state, false) and deal_state not like '=%'
        else deal_state = previous_state
    end as is_repeat,
    change_number > 1 and coalesce(from_state <> previous_state, false) as is_mismatched

from numbered
