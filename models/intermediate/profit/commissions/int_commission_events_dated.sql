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
        known_from,
        known_to

    from {{ ref('int_commission_claims_rated') }}

),

returns as (

    select
        posted.posting_id,
        posted.order_line_id,
        posted.posted_date,
        posted.returns_amount,
        -posted.gross_profit_amount as profit_returned_amount,
        known.return_known_from as known_from

    from {{ ref('int_order_lines_posted') }} as posted

    inner join {{ ref('int_postings_known') }} as known
        on posted.posting_id = known.posting_id

    where posted.posting_type = 'return'

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
        0 as returned_amount,
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
        payments.known_from as event_known_from,
        payments.due_local,
        payments.received_local,
        0 as returned_amount,
        0 as profit_returned_amount

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
        returns.posting_id as source_id,
        returns.posted_date as event_date,
        returns.known_from as event_known_from,
        null as due_local,
        0 as received_local,
        returns.returns_amount as returned_amount,
        returns.profit_returned_amount

    from sales

    inner join returns
        on sales.order_line_id = returns.order_line_id

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
