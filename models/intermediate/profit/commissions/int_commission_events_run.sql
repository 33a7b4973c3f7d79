{#-
    What has come in, gone back and been restocked on each sale up to each event, in the order of
    the statements. Returns are settled here as the gross-profit line settles them, but for every
    state of the order by itself and in that order, so that none moves one that stands before it.
-#}
with

events as (

    select
        *,
        row_number() over in_turn as event_number,
        max(case when kind_order = 1 then 1 else 0 end) over in_turn as is_sold,
        max(due_local) over (partition by order_line_id, state_number, base_type) as line_due_local,
        case
            when count(*) over in_turn = count(received_local) over in_turn
                then sum(received_local) over in_turn
        end as received_so_far,
        case
            when count(*) over in_turn = count(refund_local) over in_turn
                then least(sum(refund_local) over in_turn, greatest(net_local, 0))
        end as returned_local_so_far,
        -- scrapped goods use the line's quantity up too, but give no cost back
        case
            when is_restocked
                then
                    least(sum(returned_quantity) over in_turn, quantity)
                    - least(sum(returned_quantity) over in_turn - returned_quantity, quantity)
            else 0
        end as restocked_quantity

    from {{ ref('int_commission_events_dated') }}

    window in_turn as (
        partition by order_line_id, state_number, base_type
        order by statement_period_start, event_date, kind_order, source_id
        rows between unbounded preceding and current row
    )

),

valued as (

    select
        *,
        case
            when returned_local_so_far = net_local then net_revenue_amount
            else {{ multiply('returned_local_so_far', '1', 'rate_to_reporting') }}
        end as returned_so_far,
        sum(restocked_quantity) over (
            partition by order_line_id, state_number, base_type
            order by event_number
        ) as restocked_so_far

    from events

)

select
    *,
    cast(net_revenue_amount - returned_so_far as decimal(18, 4)) as net_left,
    returned_so_far - case
        when restocked_so_far = 0 then 0
        when restocked_so_far = quantity then net_revenue_amount - gross_profit_amount
        else {{ multiply('restocked_so_far', 'unit_cost', 'cost_rate') }}
    end as profit_returned_so_far,
    case
        when received_so_far = 0 then 0
        when received_so_far >= line_due_local then net_revenue_amount
        else {{ part_of('net_revenue_amount', 'received_so_far', 'line_due_local') }}
    end as cash_so_far

from valued
