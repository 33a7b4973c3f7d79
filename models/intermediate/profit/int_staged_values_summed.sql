{#- What staging holds of each reconciled measure, before any order is excluded. -#}
with

orders as (

    select * from {{ ref('int_orders_classified') }}

),

order_lines as (

    select
        order_id,
        {{ multiply('quantity', 'unit_price_local') }} - coalesce(line_discount_local, 0) as value_local

    from {{ ref('stg_orders__order_lines') }}

),

returns as (

    select
        coalesce(refunded_lines.order_id, refunded.order_id) as order_id,
        refunded.currency_code,
        refunded.refund_local

    from {{ ref('stg_orders__returns') }} as refunded

    left join {{ ref('stg_orders__order_lines') }} as refunded_lines
        on refunded.order_line_id = refunded_lines.order_line_id

),

staged_values as (

    select
        'line_value' as measure,
        orders.order_month,
        orders.currency_code,
        order_lines.value_local
    from order_lines
    inner join orders
        on order_lines.order_id = orders.order_id

    union all

    select
        'order_discount' as measure,
        order_month,
        currency_code,
        order_discount_local as value_local
    from orders

    union all

    select
        'shipping_charged' as measure,
        order_month,
        currency_code,
        shipping_charged_local as value_local
    from orders

    union all

    select
        'refund' as measure,
        orders.order_month,
        coalesce(returns.currency_code, orders.currency_code) as currency_code,
        returns.refund_local as value_local
    from returns
    inner join orders
        on returns.order_id = orders.order_id

    union all

    select
        'freight' as measure,
        orders.order_month,
        coalesce(shipments.currency_code, orders.currency_code) as currency_code,
        shipments.freight_cost_local as value_local
    from {{ ref('stg_orders__shipments') }} as shipments
    inner join orders
        on shipments.order_id = orders.order_id

    union all

    select
        'payment_fee' as measure,
        orders.order_month,
        coalesce(payments.currency_code, orders.currency_code) as currency_code,
        payments.fee_local as value_local
    from {{ ref('stg_orders__payments') }} as payments
    inner join orders
        on payments.order_id = orders.order_id

    union all

    select
        'cost_pool' as measure,
        month as order_month,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        amount_local as value_local
    from {{ ref('stg_costs__cost_pools') }}

    union all

    select
        'campaign_spend' as measure,
        spend_date as order_month,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        amount_local as value_local
    from {{ ref('stg_crm__campaign_spend') }}

),

summed as (

    select
        {{ month_label('order_month') }} as period,
        currency_code,
        measure,
        {{ sum_money('value_local') }} as staged_amount

    from staged_values

    group by
        {{ month_label('order_month') }},
        currency_code,
        measure

)

select * from summed
