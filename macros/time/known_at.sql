{#- Predicate: `relation`, rows of known_versions(), is what was known at the end of a batch date. -#}
{% macro known_at(day, relation) -%}
    {{ day }} >= {{ relation }}.known_from
    and {{ day }} < coalesce({{ relation }}.known_to, date '9999-12-31')
{%- endmacro %}
