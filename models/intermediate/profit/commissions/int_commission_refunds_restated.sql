{#-
    Each refund on the goods that it belongs to, in the order's currency, as both were known on the
    day read of an older state. By the rules of int_returns_apportioned: a refund of the order as a
    whole is spread over its lines by what was paid for them.
-#}
with

order_lines as (

    select
        *,
        order_line_id || ':' || cast(read_on as varchar) as line_state_id
    from {{ ref('int_commission_lines_restated') }}

),

orders as (

    select distinct
        order_id,
        read_on,
        ordered_date,
        order_currency_code
    from order_lines

),

returns as (

    select
        orders.*,
        refunds.return_id,
        refunds.order_line_id,
        refunds.returned_at,
        refunds.disposition,
        refunds.quantity,
        refunds.refund_amount,
        coalesce(refunds.currency_code, orders.order_currency_code) as refund_currency_code

    from {{ ref('stg_orders__return_versions') }} as refunds

    left join {{ ref('stg_orders__order_line_versions') }} as refunded_lines
        on refunds.order_line_id = refunded_lines.order_line_id

    inner join orders
        on
            coalesce(refunded_lines.order_id, refunds.order_id) = orders.order_id
            and {{ known_at('orders.read_on', 'refunds') }}
            and orders.read_on >= coalesce(refunded_lines.known_from, refunds.known_from)
            and orders.read_on < coalesce(refunded_lines.known_to, date '9999-12-31')

    where not refunds.is_deleted

),

fx_rates as (

    select * from {{ ref('int_commission_fx_rates_known') }}

),

converted as (

    select
        returns.*,
        returns.return_id || ':' || cast(returns.read_on as varchar) as return_state_id,
        case
            when returns.refund_currency_code = returns.order_currency_code then returns.refund_amount
            else {{ convert(
                'returns.refund_amount',
                rate_to_reporting('returns.refund_currency_code', 'refund_rates'),
                rate_to_reporting('returns.order_currency_code', 'order_rates')
            ) }}
        end as refund_local

    from returns

    left join fx_rates as refund_rates
        on
            returns.refund_currency_code = refund_rates.currency_code
            and returns.ordered_date = refund_rates.rate_date
            and returns.read_on = refund_rates.known_on

    left join fx_rates as order_rates
        on
            returns.order_currency_code = order_rates.currency_code
            and returns.ordered_date = order_rates.rate_date
            and returns.read_on = order_rates.known_on

),

refunds_of_orders as (

    select
        converted.*,
        order_lines.order_line_id as part_line_id,
        order_lines.line_kind,
        greatest(order_lines.net_local, 0) as weight

    from converted

    inner join order_lines
        on
            converted.order_id = order_lines.order_id
            and converted.read_on = order_lines.read_on

    where converted.order_line_id is null

),

spread as (

    {{ allocate('refunds_of_orders', 'refund_local', 'weight', 'return_state_id', 'part_line_id') }}

)

select
    return_id,
    order_line_id,
    read_on,
    returned_at,
    disposition,
    coalesce(quantity, 0) as quantity,
    refund_local

from converted

where order_line_id is not null

union all

select
    return_id,
    part_line_id as order_line_id,
    read_on,
    returned_at,
    disposition,
    0 as quantity,
    allocated_amount as refund_local

from spread
