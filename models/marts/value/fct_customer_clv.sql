with

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
        simple.customer_id,
        simple.segment,
        simple.first_day as first_purchase_date,
        simple.last_day as last_purchase_date,
        simple.purchase_days as purchase_day_count,
        simple.purchase_days - simple.known_margin_days as unknown_margin_day_count,
        simple.net_revenue_amount,
        simple.known_margin as known_margin_amount,
        cast(simple.revenue_per_order as decimal(18, 4)) as revenue_per_order_amount,
        cast(simple.orders_per_year as decimal(18, 6)) as orders_per_year,
        cast(simple.annual_churn as decimal(18, 6)) as segment_annual_churn_rate,
        cast(simple.lifetime_years as decimal(18, 6)) as lifetime_years,
        cast(simple.simple_revenue as decimal(18, 4)) as clv_simple_revenue_amount,
        cast(simple.simple_margin as decimal(18, 4)) as clv_simple_margin_amount,
        simple.cm2_amount as clv_historic_margin_amount,
        {{ var('clv_horizon_days') | int }} as horizon_days,
        cast({{ var('discount_rate_annual') }} as decimal(18, 6)) as discount_rate_annual,
        cast(placed.expected_orders as decimal(18, 6)) as expected_orders,
        placed.orders_method,
        placed.orders_method_reason,
        cast(placed.margin_per_order as decimal(18, 4)) as expected_margin_per_order_amount,
        cast(placed.own_weight as decimal(18, 6)) as own_margin_weight,
        simple.repeats = 0 as is_population_prior,
        cast(placed.expected_margin as decimal(18, 4)) as expected_margin_amount,
        cast(placed.expected_worth as decimal(18, 4)) as clv_expected_margin_amount,
        cast(placed.low_worth as decimal(18, 4)) as clv_expected_margin_low_amount,
        cast(placed.high_worth as decimal(18, 4)) as clv_expected_margin_high_amount,
        placed.range_missing_reason,
        placed.margin_method,
        placed.margin_method_reason,
        models.parameters_version

    from simple

    inner join placed
        on simple.customer_id = placed.customer_id

    cross join models

)

select
    *,
    {{ as_of_date() }} as as_of_date,
    cast('{{ var("definition_version") }}' as varchar) as definition_version

from final
