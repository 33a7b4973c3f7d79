{#- Sums of int_customer_products_summed over whatever is grouped; a step with an unknown part is unknown. -#}
{% macro product_sums() -%}
    {%- for step in waterfall_steps() %}
    {{ sum_or_unknown(step ~ '_amount') }} as {{ step }}_amount,
    {%- endfor %}
    {%- for name in ['quantity', 'returned_quantity'] %}
    cast(sum({{ name }}) as decimal(18, 4)) as {{ name }},
    {%- endfor %}
    {%- for name in [
        'known_net_revenue_amount', 'known_gross_profit_amount', 'left_out_net_revenue_amount',
        'uncosted_net_revenue_amount',
    ] %}
    {{ sum_money(name) }} as {{ name }},
    {%- endfor %}
    {%- for name in [
        'order_count', 'left_out_line_count', 'unpriced_line_count', 'uncosted_line_count',
        'unknown_amount_count',
    ] %}
    cast(sum({{ name }}) as bigint) as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
