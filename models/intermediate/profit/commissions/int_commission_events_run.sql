{#-
    What had come in and gone back on each sale up to each event, in the order of their days, in
    every state of its order by itself.
-#}
with

events as (

    select
        *,
        row_number() over in_turn as event_number,
        max(case when kind_order = 1 then 1 else 0 end) over in_turn as is_sold,
        max(due_local) over (partition by order_line_id, read_on, base_type) as line_due_local,
        case
            when count(*) over in_turn = count(received_local) over in_turn
                then sum(received_local) over in_turn
        end as received_so_far,
        case
            when count(*) over in_turn = count(returns_amount) over in_turn
                then sum(returns_amount) over in_turn
        end as returned_so_far,
        case
            when count(*) over in_turn = count(profit_returned_amount) over in_turn
                then sum(profit_returned_amount) over in_turn
        end as profit_returned_so_far

    from {{ ref('int_commission_events_dated') }}

    window in_turn as (
        partition by order_line_id, read_on, base_type
        order by event_date, kind_order, returned_at nulls last, source_id
        rows between unbounded preceding and current row
    )

)

select
    *,
    cast(net_revenue_amount - returned_so_far as decimal(18, 4)) as net_left,
    case
        when received_so_far = 0 then 0
        when received_so_far >= line_due_local then net_revenue_amount
        else {{ part_of('net_revenue_amount', 'received_so_far', 'line_due_local') }}
    end as cash_so_far

from events
