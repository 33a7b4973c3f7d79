{#-
    Every payment that came in for an order, beside what was due on it in each state that counts.
    Money counts when its payment has settled and has a day; money paid back is no negative
    receipt, because the refund itself takes the commission back.
-#}
with

payments as (

    select
        received.*,
        {{ business_date('received.paid_at') }} as paid_date

    from {{ ref('stg_orders__payment_versions') }} as received

    left join {{ ref('payment_status_map') }} as statuses
        on lower(received.status) = statuses.status

    where
        received.known_to is null
        and not received.is_deleted
        and received.amount > 0
        and received.paid_at is not null
        and coalesce(statuses.is_received, received.status is null)

),

line_totals as (

    select
        discounted.order_id,
        states.state_number,
        sum(discounted.net_local) as net_local
    from {{ lines_as_paid() }} as discounted
    inner join {{ ref('int_commission_orders_stated') }} as states
        on
            discounted.order_id = states.order_id
            and states.is_newest
    group by
        discounted.order_id,
        states.state_number

    union all

    select
        restated.order_id,
        restated.state_number,
        sum(restated.value_local)
        - max(coalesce(states.order_discount_local, 0))
        + max(coalesce(states.shipping_charged_local, 0)) as net_local
    from {{ ref('int_commission_lines_restated') }} as restated
    inner join {{ ref('int_commission_orders_stated') }} as states
        on
            restated.order_id = states.order_id
            and restated.state_number = states.state_number
    group by
        restated.order_id,
        restated.state_number

),

due as (

    select
        states.order_id,
        states.state_number,
        states.ordered_date,
        coalesce(states.currency_code, '{{ var("reporting_currency") }}') as currency_code,
        cast(line_totals.net_local + coalesce(states.tax_local, 0) as decimal(18, 4)) as due_local

    from {{ ref('int_commission_orders_stated') }} as states

    inner join line_totals
        on
            states.order_id = line_totals.order_id
            and states.state_number = line_totals.state_number

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

)

select
    payments.payment_id,
    payments.order_id,
    due.state_number,
    payments.paid_date,
    payments.known_from,
    due.due_local,
    case
        when coalesce(payments.currency_code, due.currency_code) = due.currency_code
            then payments.amount
        else {{ convert(
            'payments.amount',
            rate_to_reporting('payments.currency_code', 'payment_rates'),
            rate_to_reporting('due.currency_code', 'order_rates')
        ) }}
    end as received_local

from payments

inner join due
    on payments.order_id = due.order_id

left join fx_rates as payment_rates
    on
        payments.currency_code = payment_rates.currency_code
        and due.ordered_date = payment_rates.rate_date

left join fx_rates as order_rates
    on
        due.currency_code = order_rates.currency_code
        and due.ordered_date = order_rates.rate_date
