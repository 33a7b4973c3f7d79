{{ config(materialized='table') }}

{#-
    Each holder's rate on each sale: by the role on the day of the order and the margin tier that
    the product had on that day, both as they were known. Of the rows of the rate card for one day
    the one that was told last counts, so that a row told late corrects what a closed statement was
    paid by, in the open one. Where the rate card says nothing, nobody has agreed to anything and
    nobody has a claim: the rate is none, and the gap shows as 'no_rate'.
-#}
with

claims as (

    select
        sales.order_line_id,
        sales.order_id,
        sales.read_on,
        sales.statement_from,
        sales.statement_to,
        sales.known_from,
        sales.known_on,
        sales.customer_id,
        sales.product_id,
        sales.ordered_date,
        sales.net_revenue_amount,
        sales.gross_profit_amount,
        shares.user_id,
        shares.share_percent,
        shares.split_rate,
        shares.split_status,
        coalesce(roles.role, 'unknown') as role,
        coalesce(tiers.product_margin_tier, 'unknown') as product_margin_tier

    from {{ ref('int_commission_sales_gathered') }} as sales

    inner join {{ ref('int_commission_shares_held') }} as shares
        on
            sales.order_id = shares.order_id
            and sales.read_on = shares.read_on

    left join {{ ref('int_commission_roles_held') }} as roles
        on
            shares.order_id = roles.order_id
            and shares.read_on = roles.read_on
            and shares.rated_user_id = roles.user_id

    left join {{ ref('int_product_margin_tiers_spanned') }} as tiers
        on
            sales.product_id = tiers.product_id
            and {{ effective_at('sales.ordered_date', 'tiers') }}

),

cases as (

    select distinct
        role,
        product_margin_tier,
        ordered_date,
        known_on
    from claims

),

ranked_rates as (

    select
        cases.*,
        rates.base_type,
        rates.rate,
        row_number() over (
            partition by cases.role, cases.product_margin_tier, cases.ordered_date, cases.known_on
            order by rates.known_from desc nulls last, rates.valid_from desc nulls last
        ) as told_rank

    from cases

    inner join {{ ref('commission_rates') }} as rates
        on
            cases.role = rates.role
            and cases.product_margin_tier = rates.product_margin_tier
            and {{ effective_at('cases.ordered_date', 'rates') }}

    where cases.known_on >= coalesce(rates.known_from, cases.known_on)

),

rates as (

    select * from ranked_rates
    where told_rank = 1

)

select
    claims.order_line_id,
    claims.order_id,
    claims.read_on,
    claims.statement_from,
    claims.statement_to,
    claims.known_from,
    claims.customer_id,
    claims.product_id,
    claims.ordered_date,
    claims.net_revenue_amount,
    claims.gross_profit_amount,
    claims.user_id,
    claims.share_percent,
    claims.split_rate,
    claims.split_status,
    claims.role,
    claims.product_margin_tier,
    coalesce(rates.base_type, 'net_revenue') as base_type,
    cast(coalesce({{ what_if('commission_rate', 'rates.rate', 'decimal(9, 6)', {
        'role': 'rates.role', 'product_margin_tier': 'rates.product_margin_tier',
        'user_id': 'claims.user_id',
    }) }}, 0) as decimal(9, 6)) as commission_rate,
    case when rates.rate is null then 'no_rate' else 'in_force' end as rate_status

from claims

left join rates
    on
        claims.role = rates.role
        and claims.product_margin_tier = rates.product_margin_tier
        and claims.ordered_date = rates.ordered_date
        and claims.known_on = rates.known_on
