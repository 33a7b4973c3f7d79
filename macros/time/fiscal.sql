{#- Fiscal year of a date, named after the calendar year in which it ends. -#}
{% macro fiscal_year(day) -%}
    cast(extract(year from {{ months_later(day, months_to_calendar_year()) }}) as integer)
{%- endmacro %}


{#- First day of the fiscal month, quarter or year that a date falls in. -#}
{% macro fiscal_period_start(period_type, day) -%}
    {{ months_later(
        "cast(date_trunc('" ~ period_type ~ "', " ~ months_later(day, months_to_calendar_year()) ~ ') as date)',
        -months_to_calendar_year()
    ) }}
{%- endmacro %}


{#- Months by which a fiscal year starts ahead of the calendar year that names it. -#}
{% macro months_to_calendar_year() -%}
    {{ return((13 - var('fiscal_year_start_month') | int) % 12) }}
{%- endmacro %}
