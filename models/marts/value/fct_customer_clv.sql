with

histories as (

    select * from {{ ref('int_purchase_histories_summed') }}
    where purpose = 'score'

),

models as (

    select * from {{ ref('int_buying_models_fitted') }}
    where purpose = 'score'

),

simple as (

    select * from {{ ref('int_simple_values_computed') }}

),

placed as (

    select * from {{ ref('int_customer_ranges_placed') }}

),

final as (

    select
        histories.customer_id,
        simple.segment,
        histories.first_day as first_purchase_date,
        histories.last_day as last_purchase_date,
        histories.purchase_days as purchase_day_count,
        histories.purchase_days - histories.known_margin_days as unknown_margin_day_count,
        histories.net_revenue_amount,
        histories.known_margin as known_margin_amount,
        cast(simple.revenue_per_order as decimal(18, 4)) as revenue_per_order_amount,
        cast(simple.orders_per_year as decimal(18, 6)) as orders_per_year,
        cast(simple.annual_churn as decimal(18, 6)) as segment_annual_churn_rate,
        cast(simple.lifetime_years as decimal(18, 6)) as lifetime_years,
        cast(simple.simple_revenue as decimal(18, 4)) as clv_simple_revenue_amount,
        cast(simple.simple_margin as decimal(18, 4)) as clv_simple_margin_amount,
        histories.cm2_amount as clv_historic_margin_amount,
        {{ var('clv_horizon_days') | int }} as horizon_days,
        cast({{ var('discount_rate_annual') }} as decimal(18, 6)) as discount_rate_annual,
        cast(placed.expected_orders as decimal(18, 6)) as expected_orders,
        placed.orders_method,
        placed.orders_method_reason,
        cast(placed.margin_per_order as decimal(18, 4)) as expected_margin_per_order_amount,
        cast(placed.own_weight as decimal(18, 6)) as own_margin_weight,
        histories.repeats = 0 as is_population_prior,
        cast(placed.expected_margin as decimal(18, 4)) as expected_margin_amount,
        cast(placed.expected_worth as decimal(18, 4)) as clv_expected_margin_amount,
        cast(placed.low_worth as decimal(18, 4)) as clv_expected_margin_low_amount,
        cast(placed.high_worth as decimal(18, 4)) as clv_expected_margin_high_amount,
        placed.range_missing_reason,
        placed.margin_method,
        placed.margin_method_reason,
        models.parameters_version

    from histories

    inner join simple
        on histories.customer_id = simple.customer_id

    inner join placed
        on histories.customer_id = placed.customer_id

    cross join models

)

select
    *,
    {{ as_of_date() }} as as_of_date,
    cast('{{ var("definition_version") }}' as varchar) as definition_version

from final
