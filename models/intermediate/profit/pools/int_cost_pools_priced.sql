{#-
    What each pool cost in a month, all currencies together; one part without a rate leaves the
    whole unknown. A pool that does not say where it is charged is overhead: the step at which
    nobody is judged.
-#}
with

pools as (

    select * from {{ ref('int_cost_pools_converted') }}

),

priced as (

    select
        pool_id,
        is_campaign,
        month,
        coalesce(max(pool_name), pool_id) as pool_name,
        coalesce(max(waterfall_step), 'overhead') as waterfall_step,
        max(cost_category) as cost_category,
        max(driver) as driver,
        {{ sum_or_unknown('amount') }} as amount

    from pools

    group by
        pool_id,
        is_campaign,
        month

)

select
    pool_id,
    is_campaign,
    month,
    pool_name,
    waterfall_step,
    cost_category,
    {{ what_if_instead('driver', 'driver', {'pool_id': 'pool_id'}) }} as driver,
    {{ what_if('cost_pool', 'amount', 'decimal(18, 4)', {
        'pool_id': 'pool_id', 'waterfall_step': 'waterfall_step',
    }) }} as amount

from priced
