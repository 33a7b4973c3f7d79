{{ config(materialized='table') }}

{#-
    How many of the deals created in a month came to each step, with their money. A deal reached a
    step if it was ever there or further, and strictly only if it was in every step up to it. Deals
    whose age reaches the days that nine wins in ten take are mature: what they have not reached by
    now they seldom will.
-#}
{%- set cohort_keys = ['created_month', 'deal_class', 'furthest_step', 'unbroken_step', 'is_mature'] -%}
with

deals as (

    select
        progress.created_month,
        progress.team_id,
        progress.owner_user_id,
        progress.lead_source,
        progress.segment,
        progress.product_category,
        case
            when not progress.is_rated then progress.outcome
            when progress.furthest_step is null then 'unplaced'
            when progress.outcome = 'open' then 'open'
            else 'ended'
        end as deal_class,
        coalesce(progress.furthest_step, 0) as furthest_step,
        progress.unbroken_step,
        coalesce(progress.age_days >= cycles.ninetieth_cycle_days, false) as is_mature,
        progress.amount,
        progress.expected_margin_amount

    from {{ ref('int_deal_progress_measured') }} as progress

    cross join {{ ref('int_win_cycles_ranked') }} as cycles

),

grouped as (

    select
        created_month,
        deal_class,
        furthest_step,
        unbroken_step,
        is_mature,
        {{ slice_labels() }},
        {{ deal_measures() }}

    from deals

    group by {{ grouped_by_slice(cohort_keys) }}  -- noqa: PRS

),

placed as (

    select
        *,
        deal_class in ('open', 'ended') as is_placed
    from grouped

),

steps as (

    select * from {{ ref('int_funnel_steps_ordered') }}

),

counted as (

    select
        placed.created_month,
        placed.dimension,
        placed.dimension_value,
        steps.step_number,
        steps.stage,
        steps.is_win,
        {{ deal_values('cohort', 'placed.is_placed') }},
        {{ deal_values('reached', 'placed.is_placed and placed.furthest_step >= steps.step_number') }},
        {{ deal_values('next', 'placed.is_placed and placed.furthest_step > steps.step_number') }},
        {{ deal_values('strict', 'placed.is_placed and placed.unbroken_step >= steps.step_number') }},
        {{ deal_values('strict_next', 'placed.is_placed and placed.unbroken_step > steps.step_number') }},
        {{ deal_values('mature_cohort', 'placed.is_placed and placed.is_mature') }},
        {{ deal_values(
            'mature_reached',
            'placed.is_placed and placed.is_mature and placed.furthest_step >= steps.step_number'
        ) }},
        {{ deal_values(
            'mature_next', 'placed.is_placed and placed.is_mature and placed.furthest_step > steps.step_number'
        ) }},
        {{ deal_values('open', "placed.deal_class = 'open' and placed.furthest_step = steps.step_number") }},
        cast(sum(case when placed.deal_class = 'unplaced' then placed.deal_count else 0 end) as bigint)
            as unplaced_count,
        cast(sum(case when placed.deal_class = 'duplicate' then placed.deal_count else 0 end) as bigint)
            as duplicate_count,
        cast(sum(case when placed.deal_class = 'deleted' then placed.deal_count else 0 end) as bigint)
            as deleted_count

    from placed

    cross join steps

    group by
        placed.created_month,
        placed.dimension,
        placed.dimension_value,
        steps.step_number,
        steps.stage,
        steps.is_win

)

select
    counted.*,
    cycles.ninetieth_cycle_days,
    cycles.won_count as cycle_won_count,
    -- the youngest deal of the month may still come in on time
    coalesce(
        {{ days_after(
            as_of_date(), 'least(' ~ month_end('counted.created_month') ~ ', ' ~ as_of_date() ~ ')'
        ) }} < cycles.ninetieth_cycle_days,
        true
    ) as is_immature

from counted

cross join {{ ref('int_win_cycles_ranked') }} as cycles
