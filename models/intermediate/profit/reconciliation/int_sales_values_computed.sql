{#-
    What the ledger should hold of sales, refunds and the cost of goods, and what became of the
    rest: by month, currency and outcome. None of it comes from where the ledger takes its
    amounts. Where a rule rounds every part to the cent, `rounding_bound` is how far all of them
    together may lie from their whole.
-#}
{%- set reporting = "'" ~ var('reporting_currency') ~ "'" -%}
{%- set sold = ('revenue_currency_code', 'revenue_outcome', 'true') -%}
{%- set paid = ('paid_currency_code', 'cost_outcome', "not is_gift_card and cost_outcome <> 'uncosted'") -%}
{%- set of_lines = {
    'gross_revenue': ('gross_revenue', sold),
    'list_discount': ('list_discount', sold),
    'line_discount': ('line_discount', sold),
    'gift_card': ('net_value', (
        'revenue_currency_code', "case revenue_outcome when 'gift_card' then 'counted' else revenue_outcome end",
        'is_gift_card',
    )),
    'material_cost': ('material_cost', paid),
    'labour_cost': ('labour_cost', paid),
    'production_overhead': ('production_overhead', paid),
    'actual_cost': ('actual_cost', paid),
    'uncosted_revenue': ('net_value', (
        'revenue_currency_code', "case revenue_outcome when 'counted' then 'uncosted' else revenue_outcome end",
        "cost_outcome = 'uncosted'",
    )),
} -%}
{%- set of_orders = {
    'gross_revenue': ('shipping_charged', '0'), 'order_discount_booked': ('order_discount', '0.01'),
} -%}
{%- set of_refunds = {
    'refund_booked': "case when line_kind <> 'gift_card' then returned_local else 0 end",
    'goodwill': 'goodwill_local',
    'gift_card': "case when line_kind = 'gift_card' then -returned_local else 0 end",
} -%}

with

orders as (

    select
        classified.order_id,
        {{ month_label('classified.order_month') }} as period,
        case
            when classified.currency_code = {{ reporting }} then 1
            else rates.rate_to_reporting
        end as rate,
        classified.currency_code

    from {{ ref('int_orders_classified') }} as classified

    left join {{ ref('int_rates_looked_up') }} as rates
        on
            classified.currency_code = rates.currency_code
            and classified.ordered_date = rates.rate_date

),

computed as (

    {%- for measure, (amount, (currency_code, outcome, are_these)) in of_lines.items() %}
    select
        '{{ measure }}' as measure,
        period,
        {{ currency_code }} as currency_code,
        {{ outcome }} as outcome,
        row_count,
        unreadable_row_count,
        {{ amount }} as value_local,
        0 as rounding_bound
    from {{ ref('int_line_values_summed') }}
    where {{ are_these }}

    union all
    {%- endfor %}

    {%- for measure, (source_measure, bound) in of_orders.items() %}

    select
        '{{ measure }}' as measure,
        traced.period,
        case when orders.rate is null then traced.currency_code else {{ reporting }} end as currency_code,
        case
            when orders.rate is null and traced.outcome = 'counted' then 'unconverted'
            else traced.outcome
        end as outcome,
        1 as row_count,
        case when traced.value_local is null then 1 else 0 end as unreadable_row_count,
        {{ multiply('coalesce(traced.value_local, 0)', '1', 'coalesce(orders.rate, 1)') }} as value_local,
        {{ bound }} as rounding_bound
    from {{ ref('int_extract_values_traced') }} as traced
    inner join {{ ref('stg_orders__landed_order_amounts') }} as landed
        on
            traced.batch_id = landed.batch_id
            and traced.source_row = landed.source_row
    left join orders
        on landed.order_id = orders.order_id
    where traced.measure = '{{ source_measure }}'

    union all
    {%- endfor %}

    {%- for measure, amount in of_refunds.items() %}

    select
        '{{ measure }}' as measure,
        orders.period,
        case when orders.rate is null then orders.currency_code else {{ reporting }} end as currency_code,
        case when orders.rate is null then 'unconverted' else 'counted' end as outcome,
        refunds.part_count as row_count,
        0 as unreadable_row_count,
        {{ multiply(amount, '1', 'coalesce(orders.rate, 1)') }} as value_local,
        0.01 * (refunds.part_count + 1) as rounding_bound
    from {{ ref('int_refunds_computed') }} as refunds
    inner join orders
        on refunds.order_id = orders.order_id
    where {{ amount }} <> 0
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select
    measure,
    period,
    currency_code,
    outcome,
    cast(sum(row_count) as bigint) as row_count,
    cast(sum(unreadable_row_count) as bigint) as unreadable_row_count,
    {{ sum_money('value_local') }} as value_local,
    {{ sum_money('rounding_bound') }} as rounding_bound

from computed

group by
    measure,
    period,
    currency_code,
    outcome
