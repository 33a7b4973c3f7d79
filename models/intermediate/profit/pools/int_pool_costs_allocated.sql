{{ config(materialized='table') }}

{#-
    Spreads every pool of every month over its members, to the cent. Minutes that were paid for
    and not used have a weight of their own, so a customer pays the rate of a minute and never for
    idle hands; where more was worked than the capacity says, the customers share what the pool
    really cost. A customer whose driver is below zero is listed with nothing.
-#}
with

pools as (

    select * from {{ ref('int_cost_pools_driven') }}

),

members as (

    select * from {{ ref('int_pool_members_weighed') }}

),

spread as (

    {{ allocate('members', 'amount', 'weight', 'pool_number', 'member') }}

),

parts as (

    select
        pool_number,
        member,
        quantity,
        allocated_amount as amount
    from spread

    union all

    select
        pool_number,
        member,
        quantity,
        cast(0 as decimal(18, 4)) as amount
    from members
    where weight = 0

),

allocated as (

    select
        pools.pool_id,
        pools.is_campaign,
        pools.month,
        pools.pool_name,
        pools.waterfall_step,
        pools.cost_category,
        pools.driver,
        case parts.member when 'unused_capacity' then 'unallocated' else parts.member end as customer_id,
        case parts.member
            when 'unused_capacity' then 'unused_capacity'
            when 'unallocated' then 'company_level'
            else 'driver'
        end as allocation_kind,
        case parts.member
            when 'unused_capacity' then 'unused_capacity'
            when 'unallocated' then coalesce(pools.unspread_reason, pools.company_reason)
        end as reason,
        parts.quantity as driver_quantity,
        parts.amount,
        pools.is_over_capacity

    from parts

    inner join pools
        on parts.pool_number = pools.pool_number

)

select * from allocated
