{{ config(materialized='table') }}

{#-
    Who answers for what it cost to serve a customer in a month: the people who sold to the customer in
    the twelve months that end with it, each by what they sold. What cannot be traced to a sale, and
    work for nobody we know, is with 'unassigned', so that people and company come to the same margin.
-#}
with

costs as (

    select
        customer_id,
        posted_month as month_start,
        customer_id || ':' || cast(posted_month as varchar) as cost_id,
        {{ sum_money('coalesce(-amount, 0)') }} as cost_amount,
        cast(count(*) - count(amount) as bigint) as unknown_amount_count
    from {{ ref('int_ledger_posted') }}
    where
        order_id is null
        and waterfall_step in ('fulfilment', 'commission', 'service', 'sales')
    group by
        customer_id,
        posted_month

),

sales as (

    select
        customer_id,
        user_id,
        month_start,
        {{ sum_money('priced_sales_amount') }} as sales_amount
    from {{ ref('int_sales_amounts_gathered') }}
    group by
        customer_id,
        user_id,
        month_start

),

claims as (

    select
        costs.cost_id,
        costs.customer_id,
        costs.month_start,
        costs.cost_amount,
        costs.unknown_amount_count,
        sales.user_id,
        {{ sum_money('sales.sales_amount') }} as weight

    from costs

    inner join sales
        on
            costs.customer_id = sales.customer_id
            and costs.month_start >= sales.month_start
            and costs.month_start < {{ months_later('sales.month_start', 12) }}

    where {{ is_customer('costs.customer_id') }}

    group by
        costs.cost_id,
        costs.customer_id,
        costs.month_start,
        costs.cost_amount,
        costs.unknown_amount_count,
        sales.user_id

),

parts as (

    {{ allocate('claims', 'cost_amount', 'weight', 'cost_id', 'user_id') }}

),

answered as (

    select
        customer_id,
        user_id,
        month_start,
        allocated_amount as cost_amount,
        unknown_amount_count
    from parts

    union all

    select
        costs.customer_id,
        'unassigned' as user_id,
        costs.month_start,
        costs.cost_amount,
        costs.unknown_amount_count
    from costs
    left join (select distinct parts.cost_id from parts) as shared
        on costs.cost_id = shared.cost_id
    where shared.cost_id is null

)

select
    answered.customer_id,
    answered.user_id,
    coalesce(stints.team_id, 'unassigned') as team_id,
    answered.month_start,
    cast(answered.cost_amount as decimal(18, 4)) as cost_amount,
    answered.unknown_amount_count

from answered

left join {{ ref('int_team_stints_completed') }} as stints
    on
        answered.user_id = stints.user_id
        and {{ effective_at('answered.month_start', 'stints') }}
