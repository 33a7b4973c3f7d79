with

allocations as (

    select * from {{ ref('int_pool_costs_allocated') }}

),

final as (

    select
        pool_id,
        month,
        pool_name,
        waterfall_step,
        cost_category,
        driver,
        customer_id,
        allocation_kind,
        reason,
        driver_quantity,
        amount as allocated_amount,
        is_over_capacity,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from allocations

)

select * from final
