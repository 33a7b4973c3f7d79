{#-
    Open deals that have been in their stage longer than three in four of the deals that were won
    spent there in all, with what waits in them.
-#}
with

standing as (

    select
        visits.opportunity_id,
        visits.stage,
        visits.step_number,
        visits.entered_date,
        visits.visit_days as age_days,
        visits.is_entry_known,
        entries.step_days,
        limits.slow_won_days,
        limits.won_count

    from {{ ref('int_stage_visits_spanned') }} as visits

    inner join {{ ref('int_step_entries_dated') }} as entries
        on
            visits.opportunity_id = entries.opportunity_id
            and visits.step_number = entries.step_number

    inner join {{ ref('int_step_limits_ranked') }} as limits
        on visits.step_number = limits.step_number

    where
        visits.exit_kind = 'open'
        and visits.visit_days > limits.slow_won_days
        and limits.won_count >= {{ var('benchmark_min_count') }}

)

select
    standing.*,
    standing.age_days - standing.slow_won_days as excess_days,
    opportunities.customer_id,
    opportunities.owner_user_id,
    opportunities.team_id,
    opportunities.team_name,
    opportunities.region,
    opportunities.lead_source,
    opportunities.channel_group,
    opportunities.segment,
    opportunities.product_category,
    opportunities.expected_close_date,
    opportunities.expected_close_date < {{ as_of_date() }} as is_overdue,
    opportunities.amount,
    opportunities.expected_margin_amount

from standing

inner join {{ ref('int_opportunities_described') }} as opportunities
    on standing.opportunity_id = opportunities.opportunity_id
