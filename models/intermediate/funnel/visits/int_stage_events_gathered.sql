{#-
    Everything that moved a deal, in order, each real change once. A first change that comes from
    somewhere, or closes at once, lacks what came before it: the deal was there since it was created,
    in the stage the change names, or in one that nobody knows.
-#}
with

told as (

    select * from {{ ref('int_stage_events_told') }}

),

beginnings as (

    select
        told.opportunity_id,
        least(told.changed_at, coalesce(opportunities.created_at, told.changed_at)) as event_at,
        case
            when told.from_stage_kind in ('open', 'unmapped') then told.from_stage
            else 'unknown'
        end as stage,
        case when told.from_stage_kind = 'open' then told.from_stage_number end as stage_number,
        case when told.from_stage_kind = 'open' then told.from_step_number end as step_number,
        case
            when told.from_stage_kind in ('open', 'unmapped') then told.from_stage_kind
            else 'unknown'
        end as stage_kind

    from told

    inner join {{ ref('stg_crm__opportunities') }} as opportunities
        on told.opportunity_id = opportunities.opportunity_id

    where
        told.change_number = 1
        and (told.from_stage is not null or told.deal_state like '=%')

)

select
    opportunity_id,
    0 as event_number,
    event_at,
    stage,
    stage_number,
    step_number,
    stage_kind,
    stage as deal_state,
    'creation' as derived_from,
    false as is_entry_known,
    false as is_mismatched
from beginnings

union all

select
    opportunity_id,
    change_number as event_number,
    changed_at as event_at,
    stage,
    stage_number,
    step_number,
    stage_kind,
    deal_state,
    derived_from,
    is_entry_known,
    is_mismatched
from told
where not is_repeat

union all

select
    opportunity_id,
    event_number,
    event_at,
    stage,
    stage_number,
    step_number,
    stage_kind,
    deal_state,
    'current_state' as derived_from,
    false as is_entry_known,
    false as is_mismatched
from {{ ref('int_stage_ends_derived') }}
