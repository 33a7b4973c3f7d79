{%- set is_moved = scenario_moves(line_levers()) -%}
{%- set lines_paid, lines_moved = ref('int_order_lines_netted'), ref('int_order_lines_discounted') -%}
{%- set in_turn = 'partition by returns.order_line_id, returns.currency_code'
    ~ ' order by returns.returned_at, returns.return_id rows between unbounded preceding and current row' -%}

{#-
    Every refund as it was booked; under a scenario that moves what a line is worth, the same part
    of the line (or of the whole order) in money and in units. Each is the difference of two
    running totals, so that a line which came back whole comes back whole.
-#}
with

returns as (

    select
        return_id,
        order_id,
        order_line_id,
        returned_at,
        disposition,
        quantity,
        refund_local,
        currency_code

    from {{ ref('stg_orders__returns') }}

    where not is_deleted

)

{%- if not is_moved %}

select * from returns
{%- else %},

order_lines as (

    select
        paid.order_line_id,
        paid.order_id,
        greatest(paid.net_local, 0) as paid_local,
        greatest(moved.net_local, 0) as moved_local,
        paid.quantity as paid_quantity,
        moved.quantity as moved_quantity

    from {{ lines_paid }} as paid

    inner join {{ lines_moved }} as moved
        on paid.order_line_id = moved.order_line_id

),

orders as (

    select
        order_id,
        cast(sum(paid_local) as decimal(18, 4)) as paid_local,
        cast(sum(moved_local) as decimal(18, 4)) as moved_local
    from order_lines
    group by order_id

),

running as (

    select
        returns.*,
        coalesce(order_lines.paid_local, orders.paid_local) as paid_local,
        coalesce(order_lines.moved_local, orders.moved_local) as moved_local,
        order_lines.paid_quantity,
        order_lines.moved_quantity,
        case
            when returns.order_line_id is null then returns.refund_local
            else cast(sum(coalesce(returns.refund_local, 0)) over ({{ in_turn }}) as decimal(18, 4))
        end as refunded_so_far,
        cast(sum(coalesce(returns.quantity, 0)) over ({{ in_turn }}) as decimal(18, 4)) as returned_so_far

    from returns

    left join order_lines
        on returns.order_line_id = order_lines.order_line_id

    left join orders
        on
            returns.order_id = orders.order_id
            and returns.order_line_id is null

)

select
    return_id,
    order_id,
    order_line_id,
    returned_at,
    disposition,
    coalesce(
        {{ in_proportion('returned_so_far', 'moved_quantity', 'paid_quantity') }}
        - {{ in_proportion('(returned_so_far - quantity)', 'moved_quantity', 'paid_quantity') }},
        quantity
    ) as quantity,
    -- what was given for nothing has no part that could follow
    coalesce(
        {{ in_proportion('refunded_so_far', 'moved_local', 'paid_local') }}
        - {{ in_proportion('(refunded_so_far - refund_local)', 'moved_local', 'paid_local') }},
        refund_local
    ) as refund_local,
    currency_code

from running
{%- endif %}
