{#-
    The day the warehouse speaks for, as a date literal: the `as_of_date` var, or the newest
    batch date that landed. The wall clock is never asked.
-#}
{% macro as_of_date() -%}
    {%- set given = var('as_of_date') | string -%}
    {%- if given -%}
        date '{{ given }}'
    {%- elif execute -%}
        date '{{ newest_batch_date() or "1900-01-01" }}'
    {%- endif -%}
{%- endmacro %}
