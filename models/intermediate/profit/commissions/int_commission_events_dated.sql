{#-
    What earns commission on a sale or takes it back, each event on its own day and in the
    statement that it stands in: the sale itself for rates on revenue or profit, every payment for
    rates on cash, every return for all of them.
-#}
with

sales as (

    select distinct
        order_line_id,
        order_id,
        state_number,
        base_type,
        ordered_date,
        net_revenue_amount,
        gross_profit_amount,
        net_local,
        quantity,
        unit_cost,
        rate_to_reporting,
        cost_rate,
        known_from,
        known_to

    from {{ ref('int_commission_claims_rated') }}

),

refunds as (

    select * from {{ ref('int_commission_refunds_known') }}

),

events as (

    select
        sales.*,
        1 as kind_order,
        'earned' as commission_type,
        order_line_id || ':sale' as source_id,
        ordered_date as event_date,
        known_from as event_known_from,
        null as due_local,
        0 as received_local,
        0 as refund_local,
        0 as returned_quantity,
        false as is_restocked

    from sales

    where base_type <> 'cash_received'

    union all

    select
        sales.*,
        2 as kind_order,
        'earned' as commission_type,
        sales.order_line_id || ':payment:' || payments.payment_id as source_id,
        payments.paid_date as event_date,
        payments.known_from as event_known_from,
        payments.due_local,
        payments.received_local,
        0 as refund_local,
        0 as returned_quantity,
        false as is_restocked

    from sales

    inner join {{ ref('int_commission_payments_received') }} as payments
        on
            sales.order_id = payments.order_id
            and sales.state_number = payments.state_number

    where sales.base_type = 'cash_received'

    union all

    select
        sales.*,
        3 as kind_order,
        'clawback' as commission_type,
        refunds.source_id,
        refunds.returned_date as event_date,
        refunds.known_from as event_known_from,
        null as due_local,
        0 as received_local,
        refunds.refund_local,
        refunds.returned_quantity,
        refunds.is_restocked

    from sales

    inner join refunds
        on sales.order_line_id = refunds.order_line_id

),

known as (

    select
        *,
        greatest(known_from, event_known_from) as event_counts_from
    from events

),

placed as (

    select
        known.*,
        own_periods.period_start,
        case
            when known.event_counts_from <= own_periods.closed_on then own_periods.period_start
            else open_periods.period_start
        end as statement_period_start,
        case
            when known.event_counts_from <= own_periods.closed_on then own_periods.closed_on
            else open_periods.closed_on
        end as statement_closed_on

    from known

    inner join {{ ref('int_commission_periods_dated') }} as own_periods
        on
            known.event_date >= own_periods.period_start
            and known.event_date < own_periods.period_end

    left join {{ ref('int_commission_periods_dated') }} as open_periods
        on {{ effective_at('known.event_counts_from', 'open_periods') }}

)

select * from placed
where
    -- a state that was superseded before the statement closed never stood in it
    known_to is null
    or known_to > statement_closed_on
