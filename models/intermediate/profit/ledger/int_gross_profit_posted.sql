{#-
    The amounts of every sale and return that make gross profit, one row per element, signed as
    profit sees them. What is none is not posted; what is unknown is, without an amount, so that
    every sum over it is unknown too.
-#}
{%- set elements = [
    ('gross_revenue', 'gross_revenue', 'gross_revenue_amount'),
    ('list_discount', 'discount', '-list_discount_amount'),
    ('line_discount', 'discount', '-line_discount_amount'),
    ('order_discount', 'discount', '-order_discount_amount'),
    ('refund', 'returns', '-returns_amount'),
    ('unknown_cost', 'cogs', "case when cogs_amount is not null then 0 end"),
    ('goodwill', 'service', '-goodwill_amount'),
    ('gift_card', 'liability', 'gift_card_amount'),
] -%}
{%- set parts = [
    ('material_cost', "'material'", 'material_cost_amount'),
    ('labour_cost', "'labour'", 'labour_cost_amount'),
    ('production_overhead', "'operating'", 'overhead_cost_amount'),
    ('actual_cost', 'null', 'actual_cost_amount'),
] -%}
{%- set event = [
    'posted_date', 'source_table', 'source_id', 'order_line_id', 'order_id', 'customer_id', 'product_id',
] | join(',\n    ') -%}

{%- for element, waterfall_step, amount in elements %}
select
    {{ event }},
    '{{ element }}' as element,
    '{{ waterfall_step }}' as waterfall_step,
    cast(null as varchar) as cost_category,
    cast({{ amount }} as decimal(18, 4)) as amount
from {{ ref('int_order_lines_posted') }}
where coalesce({{ amount }}, 1) <> 0

union all
{% endfor %}
{%- for element, cost_category, amount in parts %}
select
    {{ event }},
    '{{ element }}' as element,
    'cogs' as waterfall_step,
    cast({{ cost_category }} as varchar) as cost_category,
    cast(-{{ amount }} as decimal(18, 4)) as amount
from {{ ref('int_cost_of_goods_split') }}
where {{ amount }} <> 0
{{ 'union all' if not loop.last }}
{% endfor %}
