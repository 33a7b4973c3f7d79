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
        {%- for side in ['volumes', 'previous_volumes'] %}
        case cost_elements.volume_driver
            when 'units' then coalesce({{ side }}.units, 0)
            when 'orders' then coalesce({{ side }}.orders, 0)
        end as {{ side | replace('volumes', 'volume') }}{{ ',' if not loop.last }}
        {%- endfor %}

    from compared

    left join {{ ref('cost_elements') }} as cost_elements
        on
            compared.waterfall_step = cost_elements.waterfall_step
            and compared.cost_category = cost_elements.cost_category
            and {{ effective_at('compared.month_start', 'cost_elements') }}

    {%- for side, month_start in {'volumes': 'volumes.month_start', 'previous_volumes': months_later('previous_volumes.month_start', 1)}.items() %}

    left join {{ ref('int_cost_volumes_counted') }} as {{ side }}
        on
            compared.scope_type = {{ side }}.scope_type
            and compared.scope_id = {{ side }}.scope_id
            and compared.month_start = {{ month_start }}
    {%- endfor %}

),

parted as (

    select
        *,
        case
            when volume > 0 and previous_volume <= 0 then known_cost_amount - previous_cost_amount
            else coalesce(
                {{ in_proportion('previous_cost_amount', '(volume - previous_volume)', 'previous_volume') }}, 0
            )
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
                order by abs(rate_variance_amount) desc, scope_id, waterfall_step, cost_category
            )
    end as controllable_rank

from varied
