{#-
    Why deals ended without a sale, and in which stage, by the month in which they did. The reason is
    what the CRM says, in lower case; none given is a reason of its own. What ended undecided stays
    apart from what was lost.
-#}
{%- set loss_keys = ['month_start', 'outcome', 'loss_reason', 'stage_lost_from'] -%}
with

losses as (

    select
        {{ month_start('ended_date') }} as month_start,
        outcome,
        coalesce(nullif(lower(trim(loss_reason)), ''), 'not given') as loss_reason,
        last_stage as stage_lost_from,
        last_step as step_number,
        team_id,
        owner_user_id,
        lead_source,
        segment,
        product_category,
        amount,
        expected_margin_amount

    from {{ ref('int_deal_progress_measured') }}

    where outcome in ('lost', 'no_decision')

),

counted as (

    select
        month_start,
        outcome,
        loss_reason,
        stage_lost_from,
        min(step_number) as step_number,
        {{ slice_labels() }},
        {{ deal_measures() }}

    from losses

    group by {{ grouped_by_slice(loss_keys) }}  -- noqa: PRS

)

select
    *,
    cast(sum(deal_count) over in_month as bigint) as outcome_count,
    cast(sum(known_amount) over in_month as decimal(18, 4)) as known_outcome_amount,
    cast(sum(known_margin_amount) over in_month as decimal(18, 4)) as known_outcome_margin_amount

from counted

window in_month as (partition by month_start, outcome, dimension, dimension_value)
