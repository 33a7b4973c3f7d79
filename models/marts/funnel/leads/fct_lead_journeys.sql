with

journeys as (

    select * from {{ ref('int_lead_journeys_dated') }}

),

final as (

    select
        lead_id,
        customer_id,
        opportunity_id,
        campaign_id,
        lead_source,
        channel_group,
        owner_user_id,
        team_id,
        team_name,
        region,
        segment,
        country_code,
        status,
        is_status_mapped,
        lead_state,
        close_reason,
        excluded_as,
        has_won_customer,
        has_contradiction,
        created_at,
        created_date,
        first_response_at,
        closed_date,
        converted_date,
        opportunity_created_date,
        opportunity_outcome,
        won_date,
        first_order_date,
        first_response_seconds,
        days_to_close,
        days_to_convert,
        days_to_win,
        days_from_deal_to_win,
        days_to_first_order,
        opportunity_amount,
        opportunity_margin_amount,
        work_count,
        standard_work_count,
        untimed_work_count,
        minutes as known_work_minutes,
        {{ rounded_quotient('minutes', 'cast(60 as decimal(18, 4))') }} as known_work_hours,
        unpriced_minutes,
        known_cost_amount,
        case when unpriced_minutes = 0 and untimed_work_count = 0 then known_cost_amount end as cost_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from journeys

)

select * from final
