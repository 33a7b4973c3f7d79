{%- set of_orders = {
    'order_discount': 'order_discount_local', 'shipping_charged': 'shipping_charged_local',
} -%}
{%- set of_order_rows = {
    'line_value': ('order_lines', 'null', 'value_local'),
    'refund': ('returns', 'staged.currency_code', 'refund_local'),
    'freight': ('shipments', 'staged.currency_code', 'freight_cost_local'),
    'payment_fee': ('payments', 'staged.currency_code', 'fee_local'),
} -%}
{%- set of_months = {'cost_pool': ('pools', 'month'), 'campaign_spend': ('spend', 'spend_date')} -%}

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

shipments as (

    select * from {{ ref('stg_orders__shipments') }}

),

payments as (

    select * from {{ ref('stg_orders__payments') }}

),

pools as (

    select * from {{ ref('stg_costs__cost_pools') }}

),

spend as (

    select * from {{ ref('stg_crm__campaign_spend') }}

),

staged_values as (

    {%- for measure, amount in of_orders.items() %}
    select
        '{{ measure }}' as measure,
        order_month as value_month,
        currency_code,
        {{ amount }} as value_local
    from orders

    union all
    {%- endfor %}

    {%- for measure, (relation, currency_code, amount) in of_order_rows.items() %}

    select
        '{{ measure }}' as measure,
        orders.order_month as value_month,
        coalesce({{ currency_code }}, orders.currency_code) as currency_code,
        {{ "staged." ~ amount }} as value_local
    from {{ relation }} as staged
    inner join orders
        on staged.order_id = orders.order_id

    union all
    {%- endfor %}

    {%- for measure, (relation, month) in of_months.items() %}

    select
        '{{ measure }}' as measure,
        {{ month }} as value_month,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        amount_local as value_local
    from {{ relation }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

summed as (

    select
        {{ month_label('value_month') }} as period,
        currency_code,
        measure,
        {{ sum_money('value_local') }} as staged_amount

    from staged_values

    group by
        {{ month_label('value_month') }},
        currency_code,
        measure

)

select * from summed
