{#-
    What a single order cost beyond its goods: the freight of each shipment and the fee of each
    payment, on its own day and at that day's rate. A cancelled order has cost its freight and
    fees all the same; test, deleted and excluded orders are nobody's customer.
-#}
with

orders as (

    select * from {{ ref('int_orders_classified') }}
    where coalesce(exclusion_reason, 'cancelled') = 'cancelled'

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

landed as (

    select
        'shipments' as source_table,
        shipment_id as source_id,
        'freight' as element,
        order_id,
        {{ business_date('shipped_at') }} as paid_date,
        currency_code,
        freight_cost_local as cost_local
    from {{ ref('stg_orders__shipments') }}
    where
        not is_deleted
        and freight_cost_local <> 0

    union all

    select
        'payments' as source_table,
        payment_id as source_id,
        'payment_fee' as element,
        order_id,
        {{ business_date('paid_at') }} as paid_date,
        currency_code,
        fee_local as cost_local
    from {{ ref('stg_orders__payments') }}
    where
        not is_deleted
        and fee_local <> 0

),

dated as (

    select
        landed.source_table,
        landed.source_id,
        landed.element,
        landed.order_id,
        orders.customer_id,
        coalesce(landed.paid_date, orders.ordered_date) as posted_date,
        coalesce(landed.currency_code, orders.currency_code) as currency_code,
        landed.cost_local

    from landed

    inner join orders
        on landed.order_id = orders.order_id

),

gathered as (

    select
        dated.*,
        case
            when dated.currency_code = '{{ var("reporting_currency") }}'
                then cast(dated.cost_local as decimal(18, 4))
            else {{ multiply('dated.cost_local', '1', 'fx_rates.rate_to_reporting') }}
        end as cost_amount

    from dated

    -- left join on purpose: a cost without a rate must surface as null, not vanish
    left join fx_rates
        on
            dated.currency_code = fx_rates.currency_code
            and dated.posted_date = fx_rates.rate_date

)

select * from gathered
