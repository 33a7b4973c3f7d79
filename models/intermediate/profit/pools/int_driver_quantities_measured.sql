{{ config(materialized='table') }}

{#-
    How much of each cost driver every customer caused in a month. Work on prospects and contacts
    with people who never bought carry their part too, at the company: else the customers would
    pay for it. A campaign's own touches are a measure named like its pool.
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

work as (

    select * from {{ ref('int_work_timed') }}
    where work_month is not null

),

touches as (

    select * from {{ ref('int_campaign_touches_identified') }}

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
        cast(null as varchar) as reason,
        cast({{ measure }} as decimal(18, 4)) as quantity
    from {{ months }}

    union all
    {% endfor %}
    select
        case kind when 'case' then 'handling_minutes' else 'activity_minutes' end as measure,
        work_month as month,
        customer_id,
        reason,
        minutes as quantity
    from work

    union all

    select
        'campaign_touches' as measure,
        touch_month as month,
        customer_id,
        reason,
        1 as quantity
    from touches
    where campaign_id is not null

    union all

    select
        'campaign:' || campaign_id as measure,
        touch_month as month,
        customer_id,
        reason,
        1 as quantity
    from touches
    where campaign_id is not null

),

summed as (

    select
        measure,
        month,
        customer_id,
        max(reason) as reason,
        cast(sum(quantity) as decimal(18, 4)) as quantity

    from measured

    group by
        measure,
        month,
        customer_id

)

select * from summed
where quantity <> 0
