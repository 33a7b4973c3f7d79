{#-
    Who carries each pool and by what weight: the customers by what they caused, the company by
    the minutes that were paid for and not used, or the company alone where a pool cannot be
    spread. Less than nothing (more returned than bought) weighs nothing. Only what the spreading
    needs is here, because it sorts these rows.
-#}
with

pools as (

    select * from {{ ref('int_cost_pools_driven') }}

),

quantities as (

    select * from {{ ref('int_driver_quantities_measured') }}

),

weighed as (

    select
        pools.pool_number,
        quantities.customer_id as member,
        quantities.quantity,
        greatest(quantities.quantity, 0) as weight,
        pools.amount

    from pools

    inner join quantities
        on
            pools.measure = quantities.measure
            and pools.month = quantities.month

    where pools.unspread_reason is null

    union all

    select
        pool_number,
        'unused_capacity' as member,
        unused_minutes as quantity,
        unused_minutes as weight,
        amount
    from pools
    where
        unspread_reason is null
        and unused_minutes > 0

    union all

    select
        pool_number,
        'unallocated' as member,
        cast(null as decimal(18, 4)) as quantity,
        1 as weight,
        amount
    from pools
    where unspread_reason is not null

)

select
    pool_number,
    member,
    cast(quantity as decimal(18, 4)) as quantity,
    cast(weight as decimal(18, 4)) as weight,
    amount

from weighed
