{{ config(materialized='table') }}

{#-
    Decides for each pool and month what it is spread by, what of its capacity nobody used, and,
    where it cannot be spread at all, why. Only minutes can use up minutes: a capacity behind a
    pool with any other driver says nothing about what its customers used.
-#}
with

pools as (

    select * from {{ ref('int_cost_pools_priced') }}

),

drivers as (

    select * from {{ ref('cost_pool_drivers') }}

),

capacity as (

    select
        pool_id,
        {{ month_start('month') }} as month,
        cast(sum(practical_minutes) as decimal(18, 4)) as practical_minutes
    from {{ ref('stg_costs__resource_capacity') }}
    where not is_deleted
    group by
        pool_id,
        {{ month_start('month') }}

),

totals as (

    select
        measure,
        month,
        max(reason) as company_reason,
        cast(sum(greatest(quantity, 0)) as decimal(18, 4)) as quantity
    from {{ ref('int_driver_quantities_measured') }}
    group by
        measure,
        month

),

measured as (

    select
        pools.*,
        case when pools.is_campaign then pools.pool_id else drivers.measure end as measure,
        capacity.practical_minutes

    from pools

    left join drivers
        on
            pools.driver = drivers.driver
            and {{ effective_at('pools.month', 'drivers') }}

    left join capacity
        on
            pools.pool_id = capacity.pool_id
            and pools.month = capacity.month

),

used as (

    select
        measured.*,
        coalesce(totals.quantity, 0) as driver_total,
        totals.company_reason,
        case
            when
                measured.measure in ('handling_minutes', 'activity_minutes')
                and measured.practical_minutes is not null
                then coalesce(totals.quantity, 0)
        end as used_minutes

    from measured

    left join totals
        on
            measured.measure = totals.measure
            and measured.month = totals.month

),

driven as (

    select
        row_number() over (order by pool_id, month) as pool_number,
        pool_id,
        is_campaign,
        month,
        pool_name,
        waterfall_step,
        cost_category,
        driver,
        measure,
        amount,
        practical_minutes,
        used_minutes,
        case
            when practical_minutes > used_minutes then practical_minutes - used_minutes
            when used_minutes is not null then cast(0 as decimal(18, 4))
        end as unused_minutes,
        coalesce(used_minutes > practical_minutes, false) as is_over_capacity,
        company_reason,
        case
            when driver is null then 'no_driver'
            when measure is null then 'unknown_driver'
            when amount is null then 'unknown_rate'
            when driver_total > 0 or practical_minutes > used_minutes then null
            when is_campaign then 'unattributed'
            else 'no_activity'
        end as unspread_reason

    from used

)

select * from driven
