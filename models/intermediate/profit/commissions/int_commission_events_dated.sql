{#-
    What earns commission on a sale or takes it back, each event on its own day: the sale itself
    for rates on revenue or profit, every payment for rates on cash, every return for all of them;
    with the statements in which the state of its order that tells of it stands. An event is in none
    before that of its own period.
-#}
with

sales as (

    select distinct
        order_line_id,
        order_id,
        read_on,
        statement_from,
        statement_to,
        known_from,
        base_type,
        ordered_date,
        net_revenue_amount,
        gross_profit_amount

    from {{ ref('int_commission_claims_rated') }}

),

events as (

    select
        sales.*,
        1 as kind_order,
        'earned' as commission_type,
        order_line_id || ':sale' as source_id,
        ordered_date as event_date,
        null as returned_at,
        null as due_local,
        0 as received_local,
        0 as returns_amount,
        0 as profit_returned_amount

    from sales

    where base_type <> 'cash_received'

    union all

    select
        sales.*,
        2 as kind_order,
        'earned' as commission_type,
        sales.order_line_id || ':payment:' || payments.payment_id as source_id,
        payments.paid_date as event_date,
        null as returned_at,
        payments.due_local,
        payments.received_local,
        0 as returns_amount,
        0 as profit_returned_amount

    from sales

    inner join {{ ref('int_commission_payments_received') }} as payments
        on
            sales.order_id = payments.order_id
            and sales.read_on = payments.read_on

    where sales.base_type = 'cash_received'

    union all

    select
        sales.*,
        3 as kind_order,
        'clawback' as commission_type,
        refunds.source_id,
        refunds.returned_date as event_date,
        refunds.returned_at,
        null as due_local,
        0 as received_local,
        refunds.returns_amount,
        refunds.profit_returned_amount

    from sales

    inner join {{ ref('int_commission_returns_gathered') }} as refunds
        on
            sales.order_line_id = refunds.order_line_id
            and sales.read_on = refunds.read_on

),

placed as (

    select
        events.*,
        periods.period_start,
        greatest(events.statement_from, periods.period_start) as stated_from

    from events

    inner join {{ ref('int_commission_periods_dated') }} as periods
        on
            events.event_date >= periods.period_start
            and events.event_date < periods.period_end

)

select * from placed
where
    statement_to is null
    or statement_to > stated_from
