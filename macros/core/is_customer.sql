{#-
    Whether an id is a customer's and not one of the members that hold what is nobody's: those count
    in a company total and are never ranked.
-#}
{% macro is_customer(customer_id) -%}
    {{ customer_id }} not in ('unknown', 'unallocated')
{%- endmacro %}
