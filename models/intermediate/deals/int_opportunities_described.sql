{{ config(materialized='table') }}

{#-
    Everything that a report on deals groups by, once per deal. A deal's money is in the rate of the
    day it was created for as long as it lives, so that a pipeline moves when somebody changes a deal
    and not when a currency does. A deal is of the team its owner was in on the day it was created.
-#}
with

opportunities as (

    select * from {{ ref('int_opportunities_classified') }}

),

customers as (

    select * from {{ ref('int_customers_described') }}

),

stints as (

    select * from {{ ref('int_salesperson_stints_windowed') }}

),

rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

margins as (

    select * from {{ ref('int_margin_rates_expected') }}

),

sold as (

    select * from {{ ref('int_opportunity_orders_summed') }}

),

placed as (

    select
        opportunities.*,
        coalesce(stints.team_id, 'unassigned') as team_id,
        coalesce(stints.team_name, 'unassigned') as team_name,
        coalesce(stints.region, 'unknown') as region,
        coalesce(customers.segment, 'unknown') as segment,
        coalesce(sold.product_category, 'unknown') as product_category,
        {{ rate_to_reporting('opportunities.currency_code', 'rates') }} as rate_to_reporting,
        coalesce(sold.order_count, 0) as order_count,
        sold.first_ordered_date,
        sold.net_revenue_amount as sold_net_revenue_amount,
        sold.gross_profit_amount as sold_gross_profit_amount

    from opportunities

    left join customers
        on opportunities.customer_id = customers.customer_id

    left join stints
        on
            opportunities.owner_user_id = stints.user_id
            and {{ effective_at('coalesce(opportunities.created_date, ' ~ as_of_date() ~ ')', 'stints') }}

    left join rates
        on
            opportunities.currency_code = rates.currency_code
            and opportunities.created_date = rates.rate_date

    left join sold
        on opportunities.opportunity_id = sold.opportunity_id

),

priced as (

    select
        placed.*,
        {{ multiply('placed.amount_local', '1', 'placed.rate_to_reporting') }} as amount,
        margins.expected_margin_rate,
        margins.margin_basis

    from placed

    left join margins
        on
            {{ month_start('placed.created_date') }} = margins.month_start
            and placed.segment = margins.segment

)

select
    *,
    cast(round(cast(amount as decimal(38, 4)) * expected_margin_rate, 4) as decimal(18, 4))
        as expected_margin_amount

from priced
