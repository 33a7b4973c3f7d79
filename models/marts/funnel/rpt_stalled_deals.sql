with

stalled as (

    select * from {{ ref('int_stalled_deals_found') }}

),

final as (

    select
        opportunity_id,
        customer_id,
        owner_user_id,
        team_id,
        team_name,
        region,
        lead_source,
        channel_group,
        segment,
        product_category,
        stage,
        step_number,
        entered_date,
        is_entry_known,
        age_days,
        step_days,
        slow_won_days,
        won_count,
        excess_days,
        expected_close_date,
        is_overdue,
        amount as deal_amount,
        expected_margin_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from stalled

)

select * from final
