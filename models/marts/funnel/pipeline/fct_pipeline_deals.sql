with

deals as (

    select * from {{ ref('int_pipeline_deals_summed') }}

),

described as (

    select * from {{ ref('int_opportunities_described') }}

),

final as (

    select
        deals.opportunity_id,
        described.customer_id,
        deals.pipeline_state,
        deals.entered_date,
        deals.left_date,
        deals.open_days,
        deals.push_count,
        deals.pull_count,
        deals.pushed_days,
        deals.reopening_count,
        deals.team_change_count,
        deals.first_stage,
        deals.last_stage,
        deals.first_owner_user_id,
        deals.last_owner_user_id,
        deals.first_team_id,
        deals.last_team_id,
        described.lead_source,
        described.channel_group,
        described.segment,
        described.product_category,
        deals.first_expected_close_date,
        deals.last_expected_close_date,
        deals.first_amount,
        deals.last_amount,
        deals.last_probability,
        deals.last_weighted_amount,
        deals.exit_amount,
        described.amount as record_amount,
        coalesce(
            coalesce(deals.exit_amount, deals.last_amount) = described.amount,
            coalesce(deals.exit_amount, deals.last_amount, described.amount) is null
        ) as is_as_recorded,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from deals

    inner join described
        on deals.opportunity_id = described.opportunity_id

)

select * from final
