{#-
    What each customer's orders caused in a month: orders, lines, units, money, parcels and
    returns, each in the month in which it happened. A return spread over several lines is one
    return; the charge for shipping is revenue, but neither a line nor a unit.
-#}

{%- set counted = {
    'order_count': 'order_months',
    'customer_count': 'order_months',
    'order_line_count': 'line_months',
    'quantity': 'line_months',
    'net_revenue': 'line_months',
    'gross_profit': 'line_months',
    'shipments': 'shipment_months',
    'return_count': 'return_months',
} %}

with

orders as (

    select * from {{ ref('int_orders_classified') }}
    where exclusion_reason is null

),

order_months as (

    select
        order_month as month,
        customer_id,
        count(*) as order_count,
        1 as customer_count
    from orders
    group by
        order_month,
        customer_id

),

line_months as (

    select
        {{ month_start('posted_date') }} as month,
        customer_id,
        count(case when posting_type = 'sale' and line_kind in ('product', 'gift_card') then posting_id end)
            as order_line_count,
        sum(case when line_kind = 'product' then quantity else 0 end) as quantity,
        sum(net_revenue_amount) as net_revenue,
        sum(gross_profit_amount) as gross_profit
    from {{ ref('int_order_lines_posted') }}
    group by
        {{ month_start('posted_date') }},
        customer_id

),

shipment_months as (

    select
        {{ month_start(business_date('shipments.shipped_at')) }} as month,
        orders.customer_id,
        count(*) as shipments
    from {{ ref('stg_orders__shipments') }} as shipments
    inner join orders
        on shipments.order_id = orders.order_id
    where
        not shipments.is_deleted
        and shipments.shipped_at is not null
    group by
        {{ month_start(business_date('shipments.shipped_at')) }},
        orders.customer_id

),

return_months as (

    select
        {{ month_start('returned_date') }} as month,
        customer_id,
        count(distinct return_id) as return_count
    from {{ ref('int_returns_settled') }}
    group by
        {{ month_start('returned_date') }},
        customer_id

),

measured as (

    {%- for measure, months in counted.items() %}
    select
        '{{ measure }}' as measure,
        month,
        customer_id,
        cast({{ measure }} as decimal(18, 4)) as quantity
    from {{ months }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from measured
where quantity <> 0
