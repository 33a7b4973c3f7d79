{#-
    Each refund on the lines that it belongs to, in the order's currency. A refund of the order
    as a whole is spread over its lines by what was paid for them, to the cent; it has no
    quantity, so it never gives goods back. A refund that no line can carry goes to the order's
    `unallocated` line.
-#}
with

returns as (

    select
        refunded.return_id,
        coalesce(refunded_lines.order_id, refunded.order_id) as order_id,
        refunded.order_line_id,
        refunded.returned_at,
        refunded.disposition,
        refunded.quantity,
        refunded.refund_local,
        refunded.currency_code

    from {{ ref('int_refunds_restated') }} as refunded

    -- a line knows its order better than the refund does
    left join {{ ref('stg_orders__order_lines') }} as refunded_lines
        on refunded.order_line_id = refunded_lines.order_line_id

),

orders as (

    select * from {{ ref('int_orders_classified') }}
    where exclusion_reason is null

),

order_lines as (

    select * from {{ ref('int_order_lines_costed') }}

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

refunds as (

    select
        returns.return_id,
        returns.order_id,
        returns.order_line_id,
        {{ business_date('returns.returned_at') }} as returned_date,
        returns.returned_at,
        returns.disposition,
        returns.quantity,
        returns.currency_code <> orders.currency_code as is_converted,
        case
            when coalesce(returns.currency_code, orders.currency_code) = orders.currency_code
                then returns.refund_local
            else {{ convert(
                'returns.refund_local',
                "case when returns.currency_code = '" ~ var('reporting_currency') ~ "'"
                ~ " then 1 else fx_rates.rate_to_reporting end",
                'orders.rate_to_reporting'
            ) }}
        end as refund_local

    from returns

    inner join orders
        on returns.order_id = orders.order_id

    left join fx_rates
        on
            returns.currency_code = fx_rates.currency_code
            and orders.ordered_date = fx_rates.rate_date

),

refunds_of_orders as (

    select
        refunds.*,
        order_lines.order_line_id as part_line_id,
        greatest(order_lines.net_local, 0) as weight

    from refunds

    inner join order_lines
        on refunds.order_id = order_lines.order_id

    where refunds.order_line_id is null

),

spread as (

    {{ allocate('refunds_of_orders', 'refund_local', 'weight', 'return_id', 'part_line_id') }}

),

apportioned as (

    select
        refunds.return_id,
        refunds.order_id,
        coalesce(order_lines.order_line_id, refunds.order_id || ':unallocated') as order_line_id,
        refunds.returned_date,
        refunds.returned_at,
        refunds.disposition,
        case when refunds.order_line_id is null then 0 else coalesce(refunds.quantity, 0) end as quantity,
        coalesce(refunds.is_converted, false) as is_converted,
        refunds.refund_local

    from refunds

    -- left joins on purpose: money that was given back is never dropped for want of a line
    left join order_lines
        on refunds.order_line_id = order_lines.order_line_id

    left join spread
        on refunds.return_id = spread.return_id

    where spread.return_id is null

    union all

    select
        return_id,
        order_id,
        part_line_id as order_line_id,
        returned_date,
        returned_at,
        disposition,
        0 as quantity,
        coalesce(is_converted, false) as is_converted,
        allocated_amount as refund_local

    from spread

)

select * from apportioned
