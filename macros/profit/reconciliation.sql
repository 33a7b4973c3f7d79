{#- What can become of a landed amount, as int_extract_values_traced says. -#}
{% macro reconciliation_outcomes() -%}
    {{ return([
        'counted',
        'superseded',
        'quarantined',
        'deleted',
        'test',
        'cancelled',
        'excluded_account',
        'gift_card',
        'converted_refund',
    ]) }}
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
