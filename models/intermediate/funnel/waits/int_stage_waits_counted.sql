{#-
    How many waited how many days, and for what. `leaving`: each stay until the deal left the stage;
    an open one has not ended yet. `next_step`: each deal from its first day in a step until it was
    further, and `win`: from its first day until it was won. A deal that was lost waits for ever: it
    is watched until the as-of date and never comes, so that the curve ends at the share that came.
    Time whose beginning is not known is left out, and so are deleted deals and duplicates.
-#}
with

deals as (

    select * from {{ ref('int_deal_progress_measured') }}
    where is_rated

),

waits as (

    select
        'leaving' as waiting_for,
        steps.stage,
        visits.step_number,
        deals.team_id,
        {{ fiscal_period_start('quarter', 'visits.entered_date') }} as quarter_start,
        visits.visit_days as wait_days,
        visits.exit_kind <> 'open' as has_come
    from {{ ref('int_stage_visits_spanned') }} as visits
    inner join deals
        on visits.opportunity_id = deals.opportunity_id
    inner join {{ ref('int_funnel_steps_ordered') }} as steps
        on visits.step_number = steps.step_number
    where visits.is_entry_known

    union all

    select
        'next_step' as waiting_for,
        steps.stage,
        entries.step_number,
        deals.team_id,
        {{ fiscal_period_start('quarter', 'entries.first_entered_date') }} as quarter_start,
        greatest(0, {{ days_after(
            'coalesce(least(entries.further_date, deals.won_date), ' ~ as_of_date() ~ ')',
            'entries.first_entered_date'
        ) }}) as wait_days,
        coalesce(entries.further_date, deals.won_date) is not null as has_come
    from {{ ref('int_step_entries_dated') }} as entries
    inner join deals
        on entries.opportunity_id = deals.opportunity_id
    inner join {{ ref('int_funnel_steps_ordered') }} as steps
        on entries.step_number = steps.step_number
    where entries.is_time_known

    union all

    select
        'win' as waiting_for,
        'any' as stage,
        0 as step_number,
        team_id,
        {{ fiscal_period_start('quarter', 'started_date') }} as quarter_start,
        case when outcome = 'won' then cycle_days else age_days end as wait_days,
        outcome = 'won' as has_come
    from deals

)

select
    waiting_for,
    stage,
    step_number,
    coalesce(team_id, 'company') as team_id,
    coalesce(quarter_start, date '0001-01-01') as quarter_start,
    wait_days,
    count(*) as waiting_count,
    count(case when has_come then stage end) as come_count

from waits

group by
    grouping sets (  -- noqa: LT02, PRS
        (waiting_for, stage, step_number, wait_days),
        (waiting_for, stage, step_number, wait_days, team_id),
        (waiting_for, stage, step_number, wait_days, quarter_start),
        (waiting_for, stage, step_number, wait_days, quarter_start, team_id)
    )
