{#-
    An amount from the optional side of an outer join: none (0) where `relation` has no row,
    unknown (null) where it has one whose amount is unknown.
-#}
{% macro known_if_present(amount, relation) -%}
    case when {{ relation }}.order_line_id is null then 0 else {{ amount }} end
{%- endmacro %}
