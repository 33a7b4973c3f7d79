{{ config(materialized='table') }}

{#-
    How far each deal came and how long it has had. A deal begins on the day it was created, or in
    its first stage if that was earlier; what was won came all the way, whatever it skipped. Deleted
    deals and duplicates are no chances of their own, so no rate may count them (`is_rated`).
-#}
with

visits as (

    select
        opportunity_id,
        min(entered_date) as first_entered_date,
        max(step_number) as visited_step,
        max(case when is_last_visit then stage end) as last_stage,
        max(case when is_last_visit then step_number end) as last_step,
        max(case when is_last_visit then exited_date end) as ended_date,
        count(case when is_reopening then visit_number end) as reopening_count

    from {{ ref('int_stage_visits_spanned') }}

    group by opportunity_id

),

unbroken as (

    select
        opportunity_id,
        max(step_number) as unbroken_step
    from {{ ref('int_step_entries_dated') }}
    where is_unbroken
    group by opportunity_id

),

win_step as (

    select step_number from {{ ref('int_funnel_steps_ordered') }}
    where is_win

),

joined as (

    select
        opportunities.opportunity_id,
        opportunities.outcome,
        opportunities.loss_reason,
        opportunities.owner_user_id,
        opportunities.team_id,
        opportunities.team_name,
        opportunities.lead_source,
        opportunities.segment,
        opportunities.product_category,
        opportunities.amount,
        opportunities.expected_margin_amount,
        opportunities.outcome not in ('deleted', 'duplicate') as is_rated,
        coalesce(opportunities.created_date, visits.first_entered_date) as created_date,
        least(
            coalesce(opportunities.created_date, visits.first_entered_date), visits.first_entered_date
        ) as started_date,
        visits.ended_date,
        case when opportunities.outcome = 'won' then visits.ended_date end as won_date,
        case when opportunities.outcome = 'won' then win_step.step_number else visits.visited_step end
            as furthest_step,
        case
            when opportunities.outcome = 'won' and unbroken.unbroken_step + 1 = win_step.step_number
                then win_step.step_number
            else coalesce(unbroken.unbroken_step, 0)
        end as unbroken_step,
        visits.last_stage,
        visits.last_step,
        visits.reopening_count

    from {{ ref('int_opportunities_described') }} as opportunities

    inner join visits
        on opportunities.opportunity_id = visits.opportunity_id

    left join unbroken
        on opportunities.opportunity_id = unbroken.opportunity_id

    cross join win_step

)

select
    *,
    {{ month_start('created_date') }} as created_month,
    {{ days_after('won_date', 'started_date') }} as cycle_days,
    greatest(0, {{ days_after(as_of_date(), 'started_date') }}) as age_days

from joined
