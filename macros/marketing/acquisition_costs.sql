{#- The kinds of cost of winning a customer, in the order of the report. -#}
{% macro acquisition_cost_kinds() -%}
    {{ return(campaign_cost_kinds() + ['sales_team', 'marketing_team', 'commission']) }}
{%- endmacro %}


{#- The kinds that are spent on single campaigns. -#}
{% macro campaign_cost_kinds() -%}
    {{ return(['media', 'agency', 'creative', 'other_campaign']) }}
{%- endmacro %}


{#- Predicate: a kind of cost is one of those. -#}
{% macro is_campaign_cost(cost_kind) -%}
    {{ cost_kind }} in ('{{ campaign_cost_kinds() | join("', '") }}')
{%- endmacro %}


{#- What one customer cost: null where none was won, or a part of the cost has no rate. -#}
{% macro cost_per_customer(cost, customers, unpriced) -%}
    case when {{ unpriced }} = 0 then {{ rounded_quotient(cost, customers) }} end
{%- endmacro %}
