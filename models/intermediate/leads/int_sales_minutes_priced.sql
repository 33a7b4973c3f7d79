{#-
    What a minute of sales work costs: each pool that is driven by it, over the minutes its people could
    work, or over those they did work where that is more or nobody knows the other. It is what the
    minutes of customers are charged, so leads and customers together cost no more than the pools.
-#}
with

pools as (

    select * from {{ ref('int_cost_pools_driven') }}
    where measure = 'activity_minutes'

),

worked as (

    select
        work_month,
        cast(sum(minutes) as decimal(18, 4)) as minutes
    from {{ ref('int_work_timed') }}
    where kind = 'activity'
    group by work_month

)

select
    pools.pool_id,
    pools.month as month_start,
    pools.amount,
    case when pools.practical_minutes >= worked.minutes then pools.practical_minutes else worked.minutes end
        as base_minutes,
    case when pools.practical_minutes >= worked.minutes then 'capacity' else 'worked_minutes' end
        as rate_basis

from pools

inner join worked
    on pools.month = worked.work_month

where worked.minutes > 0
