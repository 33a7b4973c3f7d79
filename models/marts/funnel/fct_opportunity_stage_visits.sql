with

visits as (

    select * from {{ ref('int_stage_visits_spanned') }}

),

opportunities as (

    select * from {{ ref('int_opportunities_described') }}

),

final as (

    select
        visits.opportunity_id,
        visits.visit_number,
        visits.stage,
        visits.stage_number,
        visits.step_number,
        visits.stage_kind,
        visits.entered_at,
        visits.exited_at,
        visits.entered_date,
        visits.exited_date,
        visits.exit_kind,
        visits.next_stage,
        visits.visit_days,
        visits.is_last_visit,
        visits.is_reopening,
        visits.is_derived,
        visits.derived_from,
        visits.is_entry_known,
        visits.contradiction,
        opportunities.outcome,
        opportunities.customer_id,
        opportunities.owner_user_id,
        opportunities.team_id,
        opportunities.team_name,
        opportunities.region,
        opportunities.lead_source,
        opportunities.channel_group,
        opportunities.segment,
        opportunities.product_category,
        opportunities.amount as deal_amount,
        opportunities.expected_margin_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from visits

    inner join opportunities
        on visits.opportunity_id = opportunities.opportunity_id

)

select * from final
