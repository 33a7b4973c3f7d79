{#-
    Where a deal is now, if that is not where its history ends: the present state wins. A closing
    happened on the day it is dated to, another stage began on the day it was first seen, and
    neither before the last change. A deletion ends what was still open. A closing of another kind
    than the deal's outcome is not here: the outcome says what it was, and it happens no second time.
-#}
with

opportunities as (

    select
        described.opportunity_id,
        described.stage,
        described.stage_number,
        described.stage_kind,
        described.closed_at,
        described.closed_date,
        described.deleted_on,
        lower(trim(staged.stage_name)) as stage_name,
        case
            when described.outcome = 'open'
                then coalesce(described.stage, lower(trim(staged.stage_name)), 'unknown')
            when described.outcome in ('won', 'deleted') then '=' || described.outcome
            else '=lost'
        end as deal_state

    from {{ ref('int_opportunities_described') }} as described

    inner join {{ ref('stg_crm__opportunities') }} as staged
        on described.opportunity_id = staged.opportunity_id

),

differing as (

    select
        opportunities.*,
        told.change_number,
        told.changed_at,
        opportunities.deal_state like '=%' as is_closed

    from {{ ref('int_stage_events_told') }} as told

    inner join opportunities
        on told.opportunity_id = opportunities.opportunity_id

    where
        told.is_last
        and case
            when opportunities.deal_state like '=%' then told.deal_state not like '=%'
            when told.deal_state like '=%' then true
            when opportunities.stage_name is null then false
            -- a stage that only has another name now is the same stage
            else
                opportunities.stage_name <> coalesce(told.stage_name, '')
                and opportunities.deal_state <> told.deal_state
        end

),

versions as (

    select
        known.opportunity_id,
        known.known_from,
        known.stage_name,
        known.outcome,
        lag(known.known_from) over in_turn is null as is_first,
        lag(known.stage_name) over in_turn as previous_stage_name,
        lag(known.outcome) over in_turn as previous_outcome

    from {{ ref('stg_crm__opportunity_versions') }} as known

    inner join differing
        on known.opportunity_id = differing.opportunity_id

    window in_turn as (partition by known.opportunity_id order by known.known_from)

),

seen as (

    select
        opportunity_id,
        cast(max(known_from) as timestamp) as seen_at

    from versions

    where
        is_first
        or stage_name is distinct from previous_stage_name
        or outcome is distinct from previous_outcome

    group by opportunity_id

)

select
    differing.opportunity_id,
    differing.change_number + 1 as event_number,
    greatest(
        differing.changed_at,
        case
            when differing.deal_state = '=deleted'
                then cast(least(differing.deleted_on, {{ as_of_date() }}) as timestamp)
            when differing.is_closed and differing.closed_date <= {{ as_of_date() }}
                then coalesce(differing.closed_at, cast(differing.closed_date as timestamp))
            else seen.seen_at
        end
    ) as event_at,
    case when not differing.is_closed then coalesce(differing.stage, differing.stage_name, 'unknown') end
        as stage,
    case when not differing.is_closed then differing.stage_number end as stage_number,
    steps.step_number,
    case
        when differing.is_closed then substr(differing.deal_state, 2)
        when differing.stage_name is null then 'unknown'
        else differing.stage_kind
    end as stage_kind,
    differing.deal_state

from differing

left join seen
    on differing.opportunity_id = seen.opportunity_id

left join {{ ref('int_funnel_steps_ordered') }} as steps
    on
        differing.stage_number = steps.stage_number
        and differing.stage_kind = 'open'
        and not differing.is_closed
