{{ config(materialized='table') }}

{#-
    What each refund takes off revenue and gives back in cost. Refunds of a line are settled in
    the order in which they were booked, until the line's net value is used up; what is refunded
    beyond it is goodwill, a cost of service and not a return. Only restocked goods give their cost
    back, until the line's quantity is used up.

    Every amount is the difference of two running totals, each converted once, so that the
    parts of a fully returned line sum exactly to the line: rates and cents leave no residue.
-#}
with

order_lines as (

    select * from {{ ref('int_order_lines_costed') }}

),

orders as (

    select * from {{ ref('int_orders_classified') }}

),

running as (

    select
        returns.*,
        coalesce(order_lines.net_local, 0) as net_local,
        case
            when order_lines.order_line_id is null and orders.rate_to_reporting is not null then 0
            else order_lines.net_amount
        end as net_amount,
        coalesce(order_lines.quantity, 0) as line_quantity,
        order_lines.cogs_amount,
        order_lines.unit_cost,
        order_lines.material_unit_cost,
        order_lines.labour_unit_cost,
        order_lines.overhead_unit_cost,
        order_lines.has_actual_cost,
        order_lines.cost_rate,
        coalesce(order_lines.line_kind, 'unallocated') as line_kind,
        coalesce(order_lines.product_id, 'unallocated') as product_id,
        orders.customer_id,
        orders.ordered_date,
        orders.order_month,
        orders.currency_code,
        orders.rate_to_reporting,
        -- one refund that is unknown makes every later one of the line unknown
        case
            when count(*) over booked = count(returns.refund_local) over booked
                then sum(returns.refund_local) over booked
        end as refunded_so_far,
        sum(returns.quantity) over booked as returned_so_far

    from {{ ref('int_returns_apportioned') }} as returns

    inner join orders
        on returns.order_id = orders.order_id

    left join order_lines
        on returns.order_line_id = order_lines.order_line_id

    window booked as (
        partition by returns.order_line_id
        order by returns.returned_at, returns.return_id
        rows between unbounded preceding and current row
    )

),

capped as (

    select
        *,
        case
            when refunded_so_far is not null
                then least(refunded_so_far, greatest(net_local, 0))
        end as settled_so_far,
        case
            when refunded_so_far is not null
                then least(refunded_so_far - refund_local, greatest(net_local, 0))
        end as settled_before,
        case
            when disposition = 'restocked'
                then
                    least(returned_so_far, line_quantity)
                    - least(returned_so_far - quantity, line_quantity)
            else 0
        end as restocked_quantity

    from running

),

restocked as (

    select
        *,
        sum(restocked_quantity) over (
            partition by order_line_id
            order by returned_at, return_id
            rows between unbounded preceding and current row
        ) as restocked_so_far

    from capped

),

converted as (

    select
        *,
        case
            when settled_so_far = net_local then net_amount
            else {{ multiply('settled_so_far', '1', 'rate_to_reporting') }}
        end as returned_amount_so_far,
        case
            when settled_before = net_local then net_amount
            else {{ multiply('settled_before', '1', 'rate_to_reporting') }}
        end as returned_amount_before,
        case
            when restocked_so_far = line_quantity then cogs_amount
            else {{ multiply('restocked_so_far', 'unit_cost', 'cost_rate') }}
        end as restocked_amount_so_far,
        {{ multiply('restocked_so_far - restocked_quantity', 'unit_cost', 'cost_rate') }}
            as restocked_amount_before,
        {{ none_where(
            'refund_local = settled_so_far - settled_before',
            multiply('refund_local - (settled_so_far - settled_before)', '1', 'rate_to_reporting')
        ) }} as goodwill_amount

    from restocked

)

select
    *,
    cast(settled_so_far - settled_before as decimal(18, 4)) as returns_local,
    {{ none_where('settled_so_far = settled_before', 'returned_amount_so_far - returned_amount_before') }}
        as returns_amount,
    {{ none_where(
        'restocked_quantity = 0 or unit_cost = 0', 'restocked_amount_so_far - restocked_amount_before'
    ) }} as restocked_cost_amount

from converted
