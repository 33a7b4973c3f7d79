{#- The landed amount where int_extract_values_traced says that this became of it, else none. -#}
{% macro of_outcome(outcome) -%}
    case when outcome = '{{ outcome }}' then coalesce(value_local, 0) else 0 end
{%- endmacro %}


{#- Measures of the reconciliation, and where fct_order_line_profit holds each. -#}
{% macro mart_values() -%}
    {{ return({
        'line_value': "case when line_kind = 'product' then value_local else 0 end",
        'order_discount': 'order_discount_local',
        'shipping_charged': "case when line_kind = 'shipping' then value_local else 0 end",
        'refund': 'returns_local + goodwill_local',
    }) }}
{%- endmacro %}
