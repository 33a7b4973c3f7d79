{#-
    Every signed amount that makes or costs the company money, once: what was sold and returned,
    what a single order cost, what people earned on it, and what the pools charged. The ledger
    holds these rows and every other profit mart sums them.
-#}
with

gross_profit as (

    select
        posted_date,
        customer_id,
        order_id,
        order_line_id,
        product_id,
        element,
        waterfall_step,
        cost_category,
        amount,
        'direct' as method,
        cast(null as varchar) as pool_id,
        source_table,
        source_id

    from {{ ref('int_gross_profit_posted') }}

),

order_costs as (

    select
        posted_date,
        customer_id,
        order_id,
        order_line_id,
        product_id,
        element,
        'fulfilment' as waterfall_step,
        'operating' as cost_category,
        cast(-cost_amount as decimal(18, 4)) as amount,
        'direct' as method,
        cast(null as varchar) as pool_id,
        source_table,
        source_id

    from {{ ref('int_order_costs_allocated') }}

    where coalesce(cost_amount, 1) <> 0

),

commissions as (

    select
        earned_date as posted_date,
        customer_id,
        order_id,
        order_line_id,
        product_id,
        case commission_type when 'clawback' then 'commission_clawback' else 'commission' end as element,
        'commission' as waterfall_step,
        'labour' as cost_category,
        cast(-commission_amount as decimal(18, 4)) as amount,
        'direct' as method,
        cast(null as varchar) as pool_id,
        'commissions' as source_table,
        commission_line_id as source_id

    from {{ ref('int_commissions_settled') }}

    -- what was booked and reversed since has cost nothing; the statements show both
    where
        is_standing
        and coalesce(commission_amount, 1) <> 0

),

pool_costs as (

    select
        month as posted_date,
        customer_id,
        cast(null as varchar) as order_id,
        cast(null as varchar) as order_line_id,
        'unallocated' as product_id,
        case
            when driver = 'campaign_touches' then 'campaign_spend'
            when allocation_kind = 'unused_capacity' then 'unused_capacity'
            when allocation_kind = 'company_level' then 'unallocated_pool'
            else 'cost_pool'
        end as element,
        waterfall_step,
        cost_category,
        cast(-amount as decimal(18, 4)) as amount,
        'allocated' as method,
        pool_id,
        case when is_campaign then 'campaign_spend' else 'cost_pools' end as source_table,
        pool_id || ':' || {{ month_label('month') }} as source_id

    from {{ ref('int_pool_costs_allocated') }}

    where coalesce(amount, 1) <> 0

),

posted as (

    select * from gross_profit

    union all

    select * from order_costs

    union all

    select * from commissions

    union all

    select * from pool_costs

)

select
    *,
    {{ month_start('posted_date') }} as posted_month

from posted
