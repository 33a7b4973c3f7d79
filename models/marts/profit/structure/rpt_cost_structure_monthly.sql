with

compared as (

    select * from {{ ref('int_costs_compared') }}

),

final as (

    select
        month_start,
        scope_type,
        scope_id,
        waterfall_step,
        cost_category,
        case when unknown_amount_count = 0 then known_cost_amount end as cost_amount,
        known_cost_amount,
        unknown_amount_count,
        previous_cost_amount,
        cast(variance_amount as decimal(18, 4)) as variance_amount,
        volume_driver,
        volume,
        previous_volume,
        volume_variance_amount,
        cast(rate_variance_amount as decimal(18, 4)) as rate_variance_amount,
        is_controllable,
        cost_owner,
        case
            when is_controllable
                then row_number() over (
                    partition by month_start, scope_type, is_controllable
                    order by abs(rate_variance_amount) desc, scope_id, waterfall_step, cost_category
                )
        end as controllable_rank,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from compared

)

select * from final
