{#-
    What is left of each order line after its refunds, in every sense in which commission is paid on
    it: revenue, profit and money received. Worked out once more from the amounts computed for the
    reconciliation; unknown where one of its refunds or payments is.
-#}
with

rates as (

    select * from {{ ref('int_rates_looked_up') }}

),

orders as (

    select
        staged.order_id,
        classified.currency_code,
        classified.ordered_date,
        coalesce(staged.tax_local, 0) as tax_local

    from {{ ref('stg_orders__orders') }} as staged

    inner join {{ ref('int_orders_classified') }} as classified
        on staged.order_id = classified.order_id

),

payments as (

    select
        orders.order_id,
        case
            when coalesce(paid.currency_code, orders.currency_code) = orders.currency_code
                then paid.amount_local
            else {{ convert(
                'paid.amount_local',
                rate_to_reporting('paid.currency_code', 'paid_rates'),
                rate_to_reporting('orders.currency_code', 'order_rates')
            ) }}
        end as received_local

    from {{ ref('stg_orders__payments') }} as paid

    inner join orders
        on paid.order_id = orders.order_id

    left join {{ ref('payment_status_map') }} as statuses
        on lower(paid.status) = statuses.status

    left join rates as paid_rates
        on
            paid.currency_code = paid_rates.currency_code
            and orders.ordered_date = paid_rates.rate_date

    left join rates as order_rates
        on
            orders.currency_code = order_rates.currency_code
            and orders.ordered_date = order_rates.rate_date

    where
        not paid.is_deleted
        and paid.amount_local > 0
        and paid.paid_at is not null
        and coalesce(statuses.is_received, paid.status is null)

),

received as (

    select
        order_id,
        {{ sum_or_unknown('received_local') }} as received_local
    from payments
    group by order_id

),

dues as (

    select
        order_lines.order_id,
        cast(sum(order_lines.net_local) + max(orders.tax_local) as decimal(18, 4)) as due_local
    from {{ ref('int_order_lines_netted') }} as order_lines
    inner join orders
        on order_lines.order_id = orders.order_id
    group by order_lines.order_id

),

priced as (

    select
        netted.order_line_id,
        netted.order_id,
        computed.period,
        case when received.order_id is null then 0 else received.received_local end as received_local,
        dues.due_local,
        {{ multiply('netted.net_local', '1', 'computed.order_rate') }} as net_amount,
        {{ multiply('computed.quantity', 'computed.unit_cost', 'computed.cost_rate') }} as cogs_amount,
        coalesce(refunds.unknown_count, 0) > 0 as is_unknown,
        {{ multiply('coalesce(refunds.returned_local, 0)', '1', 'computed.order_rate') }} as returned_amount,
        coalesce(refunds.returned_local = netted.net_local, false) as is_returned,
        case
            when coalesce(refunds.restocked_quantity, 0) = 0 then 0
            else {{ multiply('refunds.restocked_quantity', 'computed.unit_cost', 'computed.cost_rate') }}
        end as restocked_amount

    from {{ ref('int_order_lines_netted') }} as netted

    inner join {{ ref('int_line_values_computed') }} as computed
        on
            netted.order_line_id = computed.order_line_id
            and computed.is_staged

    inner join dues
        on netted.order_id = dues.order_id

    left join received
        on netted.order_id = received.order_id

    left join {{ ref('int_refunds_computed') }} as refunds
        on netted.order_line_id = refunds.order_line_id

)

select
    order_line_id,
    order_id,
    period,
    net_amount,
    received_local,
    due_local,
    cast(net_amount - cogs_amount as decimal(18, 4)) as profit_amount,
    case
        when is_unknown then null
        when is_returned then 0
        else cast(net_amount - returned_amount as decimal(18, 4))
    end as net_left_amount,
    case when not is_unknown then cast(returned_amount - restocked_amount as decimal(18, 4)) end
        as profit_returned_amount

from priced
