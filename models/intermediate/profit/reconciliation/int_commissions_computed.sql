{#-
    What is left of the commission on each order line, worked out once more as base times rate: the
    base from int_line_profits_retained, the share, the rate and the kind of base as they were
    agreed. What accelerators add is apart, because it is a person's matter and not a line's.
-#}
with

agreed as (

    select
        order_line_id,
        base_type,
        split_rate,
        commission_rate,
        count(*) as entry_count

    from {{ ref('int_commissions_settled') }}

    where commission_type = 'earned'

    group by
        order_line_id,
        user_id,
        base_type,
        split_rate,
        commission_rate

    -- what was reversed is agreed no longer
    having sum(case when is_reversal then -1 else 1 end) > 0

),

retained as (

    select
        kept.order_line_id,
        kept.period,
        agreed.split_rate,
        agreed.commission_rate,
        agreed.entry_count,
        case
            when agreed.commission_rate = 0 then 0
            when agreed.base_type = 'net_revenue' then kept.net_left_amount
            when agreed.base_type = 'cash_received' and kept.received_local is null then null
            when agreed.base_type = 'cash_received' and kept.received_local >= kept.due_local
                then kept.net_left_amount
            when agreed.base_type = 'cash_received' and kept.net_left_amount is not null
                then least(
                    {{ part_of('kept.net_amount', 'kept.received_local', 'kept.due_local') }},
                    kept.net_left_amount
                )
            when agreed.base_type = 'cash_received' then null
            when kept.net_left_amount = 0 and kept.net_amount <> 0 then 0
            when kept.profit_amount <= 0 and kept.net_amount <> 0
                then {{ part_of('kept.profit_amount', 'kept.net_left_amount', 'kept.net_amount') }}
            when kept.profit_returned_amount is not null
                then
                    kept.profit_amount
                    - least(greatest(kept.profit_returned_amount, 0), kept.profit_amount)
        end as base_amount

    from agreed

    inner join {{ ref('int_line_profits_retained') }} as kept
        on agreed.order_line_id = kept.order_line_id

),

computed as (

    select
        order_line_id,
        period,
        sum(entry_count) as entry_count,
        count(*) = count(base_amount) as is_known,
        {{ sum_money(multiply('base_amount', 'split_rate', 'commission_rate')) }} as basic_amount
    from retained
    group by
        order_line_id,
        period

),

booked as (

    select
        order_line_id,
        count(*) as entry_count,
        {{ sum_money('coalesce(commission_amount, 0)') }} as commission_amount,
        {{ sum_money('coalesce(accelerator_amount, 0)') }} as accelerator_amount
    from {{ ref('int_commissions_settled') }}
    group by order_line_id

)

select
    computed.order_line_id,
    computed.period,
    computed.is_known,
    booked.entry_count,
    case when computed.is_known then computed.basic_amount else 0 end as basic_amount,
    case when computed.is_known then booked.accelerator_amount else 0 end as accelerated_amount,
    -- what is booked on a line of which a part is unknown cannot be checked, but it can be counted
    case when computed.is_known then 0 else booked.commission_amount end as unsettled_amount

from computed

inner join booked
    on computed.order_line_id = booked.order_line_id
