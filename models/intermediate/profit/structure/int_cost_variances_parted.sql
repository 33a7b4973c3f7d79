{#-
    What the change of a cost owes to volume and what to its rate: more or less volume at the rate of
    the month before, and the rest. Rising cost is positive. What drives a cost and who can control
    it is in cost_elements. A cost without a driver or without any volume has moved by its rate
    alone; where volume has begun there was no rate before, and all is volume. The controllable
    cost whose rate moved the most money comes first.
-#}
with

compared as (

    select * from {{ ref('int_costs_compared') }}

),

driven as (

    select
        compared.*,
        coalesce(cost_elements.volume_driver, 'none') as volume_driver,
        coalesce(cost_elements.is_controllable, false) as is_controllable,
        cost_elements.owner as cost_owner,
        case cost_elements.volume_driver
            when 'units' then coalesce(volumes.units, 0)
            when 'orders' then coalesce(volumes.orders, 0)
        end as volume,
        case cost_elements.volume_driver
            when 'units' then coalesce(previous_volumes.units, 0)
            when 'orders' then coalesce(previous_volumes.orders, 0)
        end as previous_volume

    from compared

    left join {{ ref('cost_elements') }} as cost_elements
        on
            compared.waterfall_step = cost_elements.waterfall_step
            and compared.cost_category = cost_elements.cost_category
            and {{ effective_at('compared.month_start', 'cost_elements') }}

    left join {{ ref('int_cost_volumes_counted') }} as volumes
        on
            compared.scope_type = volumes.scope_type
            and compared.scope_id = volumes.scope_id
            and compared.month_start = volumes.month_start

    left join {{ ref('int_cost_volumes_counted') }} as previous_volumes
        on
            compared.scope_type = previous_volumes.scope_type
            and compared.scope_id = previous_volumes.scope_id
            and compared.month_start = {{ months_later('previous_volumes.month_start', 1) }}

),

parted as (

    select
        *,
        case
            when volume > 0 and previous_volume <= 0
                then cast(known_cost_amount - previous_cost_amount as decimal(18, 4))
            else coalesce({{ in_proportion(
                'previous_cost_amount', '(volume - previous_volume)', 'previous_volume'
            ) }}, 0)
        end as volume_variance_amount

    from driven

),

varied as (

    select
        *,
        cast(known_cost_amount - previous_cost_amount as decimal(18, 4)) as variance_amount,
        cast(known_cost_amount - previous_cost_amount - volume_variance_amount as decimal(18, 4))
            as rate_variance_amount

    from parted

)

select
    *,
    case
        when is_controllable
            then row_number() over (
                partition by month_start, scope_type, is_controllable
                order by abs(rate_variance_amount) desc, scope_id asc, waterfall_step asc, cost_category asc
            )
    end as controllable_rank

from varied
