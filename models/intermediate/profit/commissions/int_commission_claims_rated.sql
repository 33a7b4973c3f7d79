{{ config(materialized='table') }}

{#-
    Each holder's rate on each sale: by the role on the day of the order and the margin tier that
    the product had on that day, both frozen. Where the rate card says nothing, nobody has agreed
    to anything and nobody has a claim: the rate is none, and the gap shows as 'no_rate'.
-#}
with

sales as (

    select * from {{ ref('int_commission_sales_gathered') }}

),

shares as (

    select * from {{ ref('int_commission_shares_held') }}

),

stints as (

    select * from {{ ref('int_salesperson_stints_windowed') }}

),

tiers as (

    select * from {{ ref('int_product_margin_tiers_spanned') }}

),

rates as (

    select * from {{ ref('commission_rates') }}

)

select
    sales.order_line_id,
    sales.order_id,
    sales.state_number,
    sales.customer_id,
    sales.product_id,
    sales.ordered_date,
    sales.net_revenue_amount,
    sales.gross_profit_amount,
    sales.net_local,
    sales.quantity,
    sales.unit_cost,
    sales.rate_to_reporting,
    sales.cost_rate,
    sales.known_from,
    sales.known_to,
    shares.user_id,
    shares.share_percent,
    shares.split_rate,
    shares.split_status,
    coalesce(stints.role, 'unknown') as role,
    coalesce(tiers.product_margin_tier, 'unknown') as product_margin_tier,
    coalesce(rates.base_type, 'net_revenue') as base_type,
    cast(coalesce({{ what_if('commission_rate', 'rates.rate', 'decimal(9, 6)', {
        'role': 'rates.role', 'product_margin_tier': 'rates.product_margin_tier',
        'user_id': 'shares.user_id',
    }) }}, 0) as decimal(9, 6)) as commission_rate,
    case when rates.rate is null then 'no_rate' else 'in_force' end as rate_status

from sales

inner join shares
    on
        sales.order_id = shares.order_id
        and sales.state_number = shares.state_number

left join stints
    on
        shares.rated_user_id = stints.user_id
        and {{ effective_at('sales.ordered_date', 'stints') }}

left join tiers
    on
        sales.product_id = tiers.product_id
        and {{ effective_at('sales.ordered_date', 'tiers') }}

left join rates
    on
        stints.role = rates.role
        and tiers.product_margin_tier = rates.product_margin_tier
        and {{ effective_at('sales.ordered_date', 'rates') }}
