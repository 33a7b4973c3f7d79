{{ config(materialized='table') }}

{#-
    What stood open in each stage at the end of each month, and on the as-of date, straight from the
    visits: the stage accounts must come to the same.
-#}
with

standing as (

    select
        months.last_day as snapshot_date,
        visits.stage,
        visits.step_number,
        {{ days_after('months.last_day', 'visits.entered_date') }} as age_days,
        opportunities.team_id,
        opportunities.owner_user_id,
        opportunities.lead_source,
        opportunities.segment,
        opportunities.product_category,
        opportunities.amount,
        opportunities.expected_margin_amount,
        opportunities.outcome in ('deleted', 'duplicate') as is_removed

    from {{ ref('int_stage_visits_spanned') }} as visits

    inner join {{ ref('int_funnel_months_spanned') }} as months
        on
            visits.entered_date <= months.last_day
            and coalesce(visits.exited_date, date '9999-12-31') > months.last_day

    inner join {{ ref('int_opportunities_described') }} as opportunities
        on visits.opportunity_id = opportunities.opportunity_id

)

select
    snapshot_date,
    stage,
    min(step_number) as step_number,
    {{ slice_labels() }},
    {{ deal_measures() }},
    cast(sum(age_days) as bigint) as open_days,
    count(case when is_removed then stage end) as since_removed_count

from standing

group by {{ grouped_by_slice(['snapshot_date', 'stage']) }}  -- noqa: PRS
