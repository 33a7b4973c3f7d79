{#-
    Every payment that had come in for an order in each state of it that stands in a statement,
    beside what was due. Money counts when its payment has settled and has a day; money paid back is
    no negative receipt, because the refund itself takes the commission back.
-#}
with

states as (

    select
        *,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as order_currency_code
    from {{ ref('int_commission_orders_stated') }}
    where is_stated

),

line_totals as (

    select
        discounted.order_id,
        states.read_on,
        sum(discounted.net_local) as net_local
    from {{ lines_as_paid() }} as discounted
    inner join states
        on
            discounted.order_id = states.order_id
            and states.is_newest
    group by
        discounted.order_id,
        states.read_on

    union all

    -- the whole discount, also what no line could carry of it
    select
        order_id,
        read_on,
        sum(value_local) - max(coalesce(order_discount_local, 0)) as net_local
    from {{ ref('int_commission_lines_restated') }}
    group by
        order_id,
        read_on

),

payments as (

    select
        received.payment_id,
        received.order_id,
        states.read_on,
        states.known_on,
        states.ordered_date,
        states.order_currency_code,
        {{ business_date('received.paid_at') }} as paid_date,
        received.amount,
        coalesce(received.currency_code, states.order_currency_code) as payment_currency_code,
        cast(line_totals.net_local + coalesce(states.tax_local, 0) as decimal(18, 4)) as due_local

    from {{ ref('stg_orders__payment_versions') }} as received

    left join {{ ref('payment_status_map') }} as statuses
        on lower(received.status) = statuses.status

    inner join states
        on
            received.order_id = states.order_id
            and {{ known_at('states.known_on', 'received') }}

    inner join line_totals
        on
            states.order_id = line_totals.order_id
            and states.read_on = line_totals.read_on

    where
        not received.is_deleted
        and received.amount > 0
        and received.paid_at is not null
        and coalesce(statuses.is_received, received.status is null)

),

fx_rates as (

    select * from {{ ref('int_commission_fx_rates_known') }}

)

select
    payments.payment_id,
    payments.order_id,
    payments.read_on,
    payments.paid_date,
    payments.due_local,
    case
        when payments.payment_currency_code = payments.order_currency_code then payments.amount
        else {{ convert(
            'payments.amount',
            rate_to_reporting('payments.payment_currency_code', 'payment_rates'),
            rate_to_reporting('payments.order_currency_code', 'order_rates')
        ) }}
    end as received_local

from payments

left join fx_rates as payment_rates
    on
        payments.payment_currency_code = payment_rates.currency_code
        and payments.ordered_date = payment_rates.rate_date
        and payments.known_on = payment_rates.known_on

left join fx_rates as order_rates
    on
        payments.order_currency_code = order_rates.currency_code
        and payments.ordered_date = order_rates.rate_date
        and payments.known_on = order_rates.known_on
