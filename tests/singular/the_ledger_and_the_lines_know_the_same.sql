{%- set signed_elements = {
    'gross_revenue_amount': ("element = 'gross_revenue'", 'amount'),
    'list_discount_amount': ("element = 'list_discount'", '-amount'),
    'line_discount_amount': ("element = 'line_discount'", '-amount'),
    'order_discount_amount': ("element = 'order_discount'", '-amount'),
    'returns_amount': ("element = 'refund'", '-amount'),
    'cogs_amount': ("waterfall_step = 'cogs'", '-amount'),
    'goodwill_amount': ("element = 'goodwill'", '-amount'),
    'gift_card_amount': ("element = 'gift_card'", 'amount'),
} -%}

{#-
    Line by line, the ledger and fct_order_line_profit hold the same amounts and do not know the
    same ones: what is none is posted nowhere, and only what exists and cannot be converted or
    costed is null in both.
-#}
with

posted as (

    select
        order_line_id,
        {%- for name, (is_it, signed) in signed_elements.items() %}
        {{ sum_or_unknown('case when ' ~ is_it ~ ' then ' ~ signed ~ ' else 0 end') }} as {{ name }},
        {%- endfor %}
        count(*) as posting_count

    from {{ ref('fct_profit_ledger') }}

    where
        waterfall_step in ('gross_revenue', 'discount', 'returns', 'cogs', 'liability')
        or element = 'goodwill'

    group by order_line_id

),

compared as (

    select
        coalesce(order_lines.order_line_id, posted.order_line_id) as order_line_id,
        {%- for name in signed_elements %}
        order_lines.{{ name }},
        case when posted.order_line_id is null then 0 else posted.{{ name }} end as posted_{{ name }},
        {%- endfor %}
        posted.posting_count

    from {{ ref('fct_order_line_profit') }} as order_lines

    full outer join posted
        on order_lines.order_line_id = posted.order_line_id

)

select * from compared
where
    false
    {%- for name in signed_elements %}
    or {{ name }} is distinct from posted_{{ name }}
    {%- endfor %}
