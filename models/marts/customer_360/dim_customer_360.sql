with

customers as (

    select * from {{ ref('dim_customers') }}
    where {{ is_customer('customer_id') }}

),

tiers as (

    select * from {{ ref('fct_customer_tiers') }}
    where {{ effective_at(as_of_date(), 'fct_customer_tiers') }}

),

last_years as (

    select * from {{ ref('fct_customer_profit_yearly') }}
    where
        is_complete_year
        -- the newest complete one: the year after it is not over
        and {{ months_later('year_start', 24) }} > {{ days_later(as_of_date(), 1) }}

),

final as (

    select
        customers.customer_id,
        customers.customer_name,
        customers.customer_type,
        customers.industry,
        coalesce(customers.segment, 'unknown') as segment,
        customers.country_code,
        customers.region,
        customers.owner_user_id,
        customers.is_deleted,
        tiers.tier as profit_tier,
        tiers.provisional_tier,
        tiers.volume_tier,
        habits.preferred_channel,
        habits.preferred_payment_method,
        habits.usual_currency_code,
        habits.usual_iso_weekday,
        customers.first_order_date,
        customers.last_order_date,
        rfm.rfm_segment,
        rfm.rfm_margin_code,
        risks.life_cycle_stage,
        risks.silent_days,
        risks.lapse_after_days,
        risks.is_lapsed,
        risks.active_probability,
        risks.churn_risk,
        stakes.risk_reason,
        stakes.profit_at_stake_amount,
        standings.retention_class,
        standings.retention_relationship,
        standings.retention_window_months,
        coalesce(standings.is_under_contract, false) as is_under_contract,
        standings.contract_end_month,
        {%- for name in waterfall_column_names() %}
        lifetimes.{{ name }},
        {%- endfor %}
        coalesce(lifetimes.known_net_revenue_amount, 0) as known_net_revenue_amount,
        coalesce(lifetimes.known_cm2_amount, 0) as known_cm2_amount,
        coalesce(lifetimes.unknown_amount_count, 0) as unknown_amount_count,
        last_years.fiscal_year as last_fiscal_year,
        last_years.net_revenue_amount as last_year_net_revenue_amount,
        last_years.cm2_amount as last_year_cm2_amount,
        last_years.profit_rank as last_year_profit_rank,
        customers.order_count,
        coalesce(lifetimes.return_count, 0) as return_count,
        lifetimes.revenue_per_order_amount,
        last_years.net_revenue_growth_rate as last_year_net_revenue_growth_rate,
        last_years.cm2_growth_rate as last_year_cm2_growth_rate,
        coalesce(prospects.open_deal_count, 0) as open_deal_count,
        coalesce(prospects.unpriced_deal_count, 0) as unpriced_deal_count,
        coalesce(prospects.open_deal_amount, 0) as open_deal_amount,
        coalesce(prospects.open_deal_margin_amount, 0) as open_deal_margin_amount,
        prospects.next_close_date,
        clv.horizon_days as clv_horizon_days,
        clv.expected_orders,
        clv.clv_expected_margin_amount,
        clv.clv_expected_margin_low_amount,
        clv.clv_expected_margin_high_amount,
        clv.margin_method as clv_method,
        clv.clv_historic_margin_amount,
        coalesce(products.product_count, 0) as product_count,
        products.product_id as top_product_id,
        products.category as top_category,
        products.net_revenue_amount as top_product_net_revenue_amount,
        offers.product_id as next_product_id,
        offers.because_of_product_id,
        offers.customer_kind as next_product_customer_kind,
        offers.shrunk_lift as next_product_shrunk_lift,
        offers.confidence_rate as next_product_confidence_rate,
        offers.margin_lift_amount as next_product_margin_lift_amount,
        lifetimes.discount_rate,
        coalesce(promotions.promoted_order_count, 0) as promoted_order_count,
        coalesce(promotions.touch_count, 0) as campaign_touch_count,
        coalesce(promotions.answered_touch_count, 0) as answered_campaign_touch_count,
        promotions.campaign_response_rate,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from customers

    left join tiers
        on customers.customer_id = tiers.customer_id

    left join last_years
        on customers.customer_id = last_years.customer_id

    {%- for name, model in {
        'habits': 'int_customer_habits_found',
        'rfm': 'fct_customer_rfm',
        'risks': 'fct_customer_churn_risk',
        'stakes': 'rpt_at_risk_customers',
        'standings': 'int_retention_standings_found',
        'lifetimes': 'int_customer_lifetimes_summed',
        'prospects': 'int_customer_prospects_summed',
        'clv': 'fct_customer_clv',
        'offers': 'int_next_products_offered',
        'promotions': 'int_customer_promotions_answered',
    }.items() %}

    left join {{ ref(model) }} as {{ name }}
        on customers.customer_id = {{ name }}.customer_id
    {%- endfor %}

    left join {{ ref('int_customer_products_ranked') }} as products
        on
            customers.customer_id = products.customer_id
            and products.product_rank = 1

)

select * from final
