{#- The value below which a share of a group's values lie, interpolated between two of them. -#}
{% macro quantile(value, share) -%}
    {{ return(adapter.dispatch('quantile')(value, share)) }}
{%- endmacro %}

{% macro duckdb__quantile(value, share) -%}
    quantile_cont(cast({{ value }} as double), {{ share }})
{%- endmacro %}


{#-
    A sum of floating-point numbers that does not depend on the order in which the rows come: each is
    rounded to a billionth and the sum is exact. Null if no number is known.
-#}
{% macro steady_sum(value) -%}
    cast(sum(cast({{ value }} as decimal(38, 9))) as double)
{%- endmacro %}


{#- One row for each element of a list. -#}
{% macro each_of(list_column) -%}
    {{ return(adapter.dispatch('each_of')(list_column)) }}
{%- endmacro %}

{% macro duckdb__each_of(list_column) -%}
    unnest({{ list_column }})
{%- endmacro %}
