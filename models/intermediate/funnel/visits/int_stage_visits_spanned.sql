{{ config(materialized='table') }}

{#-
    Each stay of a deal in an open stage, from the change that brought it there to the one that took
    it away. A closing ends the stay and is none itself; of closings that follow each other the last
    one counts. The last closing of a deal is what the deal's outcome says.
-#}
with

events as (

    select
        *,
        deal_state like '=%' as is_closing,
        lead(deal_state) over (partition by opportunity_id order by event_number) like '=%'
            as is_corrected

    from {{ ref('int_stage_events_gathered') }}

),

turned as (

    select
        *,
        sum(case when is_closing then 0 else 1 end) over (
            partition by opportunity_id
            order by event_number
            rows between unbounded preceding and current row
        ) as visit_number,
        lag(is_closing) over in_turn as is_reopening,
        lead(event_at) over in_turn as exited_at,
        lead(stage) over in_turn as next_stage,
        lead(step_number) over in_turn as next_step_number,
        lead(deal_state) over in_turn as next_state,
        lead(is_mismatched) over in_turn as is_exit_mismatched,
        lead(derived_from) over in_turn as exit_derived_from,
        lead(event_number, 2) over in_turn is null as is_settled

    from events

    where not (is_closing and coalesce(is_corrected, false))

    window in_turn as (partition by opportunity_id order by event_number)

),

visits as (

    select
        turned.*,
        opportunities.outcome,
        turned.next_state is null or (turned.next_state like '=%' and turned.is_settled) as is_last_visit,
        {{ business_date('turned.event_at') }} as entered_date,
        {{ business_date('turned.exited_at') }} as exited_date

    from turned

    inner join {{ ref('int_opportunities_described') }} as opportunities
        on turned.opportunity_id = opportunities.opportunity_id

    where not turned.is_closing

)

select
    opportunity_id,
    cast(visit_number as integer) as visit_number,
    stage,
    stage_number,
    step_number,
    stage_kind,
    event_at as entered_at,
    exited_at,
    entered_date,
    exited_date,
    case
        when next_state is null then 'open'
        when next_state like '=%' and is_last_visit then outcome
        when next_state like '=%' then substr(next_state, 2)
        when next_step_number = step_number + 1 then 'advanced'
        when next_step_number > step_number then 'skipped'
        when next_step_number < step_number then 'regressed'
        else 'moved'
    end as exit_kind,
    case when next_state not like '=%' then next_stage end as next_stage,
    {{ days_after('coalesce(exited_date, greatest(entered_date, ' ~ as_of_date() ~ '))', 'entered_date') }}
        as visit_days,
    is_last_visit,
    coalesce(is_reopening, false) as is_reopening,
    derived_from is not null as is_derived,
    coalesce(derived_from, 'none') as derived_from,
    is_entry_known,
    case
        when
            derived_from = 'current_state'
            or (exit_derived_from = 'current_state' and outcome <> 'deleted')
            then 'current_state'
        when
            is_last_visit and next_state like '=%' and outcome <> 'deleted'
            and (next_state = '=won') <> (outcome = 'won')
            then 'outcome'
        when is_mismatched or coalesce(is_exit_mismatched, false) then 'from_stage'
        else 'none'
    end as contradiction

from visits
