{#- The last value that is not null, of the rows of a partition up to the current one. -#}
{% macro last_known(value, partition_by, order_by) -%}
    {{ return(adapter.dispatch('last_known')(value, partition_by, order_by)) }}
{%- endmacro %}

{% macro duckdb__last_known(value, partition_by, order_by) -%}
    last_value({{ value }} ignore nulls) over (
        partition by {{ partition_by }} order by {{ order_by }}
        rows between unbounded preceding and current row
    )
{%- endmacro %}


{#- Whether each of `columns` is as in the row before, in the window named `in_turn`; two nulls are alike. -#}
{% macro is_as_before(columns, in_turn) -%}
    {%- for column in columns %}
    {%- set before = 'lag(' ~ column ~ ') over ' ~ in_turn %}
    coalesce({{ column }} = {{ before }}, coalesce({{ column }}, {{ before }}) is null)
    {{- ' and' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
