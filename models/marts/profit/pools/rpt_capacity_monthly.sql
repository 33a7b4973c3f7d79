with

pools as (

    select * from {{ ref('int_cost_pools_driven') }}
    where practical_minutes is not null

),

allocations as (

    select
        pool_id,
        month,
        {{ sum_money("case when allocation_kind = 'unused_capacity' then amount else 0 end") }}
            as unused_amount,
        {{ sum_money("case when allocation_kind <> 'unused_capacity' then amount else 0 end") }}
            as other_amount
    from {{ ref('int_pool_costs_allocated') }}
    group by
        pool_id,
        month

),

work as (

    select
        case kind when 'case' then 'handling_minutes' else 'activity_minutes' end as measure,
        work_month as month,
        count(*) as work_count,
        count(case when is_standard then work_id end) as standard_work_count,
        count(case when minutes is null then work_id end) as untimed_work_count
    from {{ ref('int_work_timed') }}
    group by
        case kind when 'case' then 'handling_minutes' else 'activity_minutes' end,
        work_month

),

joined as (

    select
        pools.*,
        allocations.unused_amount,
        case when pools.unspread_reason is null then allocations.other_amount else 0 end as used_amount,
        case when pools.unspread_reason is null then 0 else allocations.other_amount end as unspread_amount,
        coalesce(work.work_count, 0) as work_count,
        coalesce(work.standard_work_count, 0) as standard_work_count,
        coalesce(work.untimed_work_count, 0) as untimed_work_count

    from pools

    inner join allocations
        on
            pools.pool_id = allocations.pool_id
            and pools.month = allocations.month

    left join work
        on
            pools.measure = work.measure
            and pools.month = work.month

),

final as (

    select
        pool_id,
        month,
        pool_name,
        waterfall_step,
        driver,
        practical_minutes as supplied_minutes,
        cast(used_minutes as decimal(18, 4)) as used_minutes,
        cast(unused_minutes as decimal(18, 4)) as unused_minutes,
        {{ rounded_quotient('used_minutes', 'practical_minutes') }} as utilisation_rate,
        is_over_capacity,
        amount as supplied_amount,
        cast(used_amount as decimal(18, 4)) as used_amount,
        unused_amount,
        cast(unspread_amount as decimal(18, 4)) as unspread_amount,
        {{ rounded_quotient('amount', 'practical_minutes') }} as minute_rate_amount,
        {{ rounded_quotient('used_amount', 'used_minutes') }} as charged_minute_rate_amount,
        work_count,
        standard_work_count,
        untimed_work_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from joined

)

select * from final
