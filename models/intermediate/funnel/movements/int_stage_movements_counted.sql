{{ config(materialized='table') }}

{#-
    What happened to each stage in each month, whenever the deals were created: visits that began and
    visits that ended, by how. A deal counts with what it is worth now, so that it leaves a stage with
    the money it came with.
-#}
with

visits as (

    select
        visits.stage,
        visits.step_number,
        visits.entered_date,
        visits.exited_date,
        visits.exit_kind,
        visits.is_reopening,
        opportunities.team_id,
        opportunities.owner_user_id,
        opportunities.lead_source,
        opportunities.segment,
        opportunities.product_category,
        opportunities.amount,
        opportunities.expected_margin_amount,
        opportunities.outcome not in ('deleted', 'duplicate') as is_rated

    from {{ ref('int_stage_visits_spanned') }} as visits

    inner join {{ ref('int_opportunities_described') }} as opportunities
        on visits.opportunity_id = opportunities.opportunity_id

),

movements as (

    select
        *,
        {{ month_start('entered_date') }} as month_start,
        case when is_reopening then 'reopened' else 'entered' end as movement
    from visits

    union all

    select
        *,
        {{ month_start('exited_date') }} as month_start,
        exit_kind as movement
    from visits
    where exited_date is not null

)

select
    month_start,
    stage,
    step_number,
    movement,
    is_rated,
    {{ slice_labels() }},
    {{ deal_measures() }}

from movements

group by {{ grouped_by_slice(['month_start', 'stage', 'step_number', 'movement', 'is_rated']) }}  -- noqa: PRS
