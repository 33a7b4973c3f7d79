{#- Whole days from date `start` to moment `value`; negative when `value` comes first. -#}
{% macro days_after(value, start) -%}
    {{ return(adapter.dispatch('days_after')(value, start)) }}
{%- endmacro %}

{% macro duckdb__days_after(value, start) -%}
    (cast({{ value }} as date) - {{ start }})
{%- endmacro %}


{#- Calendar day of a UTC moment in the `source_time_zone`: the day the business calls it. -#}
{% macro business_date(moment) -%}
    {%- if var('source_time_zone') == 'UTC' -%}
        cast({{ moment }} as date)
    {%- else -%}
        {{ return(adapter.dispatch('date_in_zone')(moment, var('source_time_zone'))) }}
    {%- endif -%}
{%- endmacro %}

{% macro duckdb__date_in_zone(moment, zone) -%}
    cast(timezone('{{ zone }}', timezone('UTC', {{ moment }})) as date)
{%- endmacro %}


{#- First day of the month of a date. -#}
{% macro month_start(day) -%}
    cast(date_trunc('month', {{ day }}) as date)
{%- endmacro %}


{#- Last day of the month of a date. -#}
{% macro month_end(day) -%}
    {{ return(adapter.dispatch('month_end')(day)) }}
{%- endmacro %}

{% macro duckdb__month_end(day) -%}
    cast(date_trunc('month', {{ day }}) + interval 1 month - interval 1 day as date)
{%- endmacro %}


{#- One row per day in [first_day, last_day], column `date_day`. -#}
{% macro days_between(first_day, last_day) -%}
    {{ return(adapter.dispatch('days_between')(first_day, last_day)) }}
{%- endmacro %}

{% macro duckdb__days_between(first_day, last_day) -%}
    select cast(unnest(generate_series({{ first_day }}, {{ last_day }}, interval 1 day)) as date) as date_day
{%- endmacro %}


{#- The day `count` days after a date. -#}
{% macro days_later(day, count) -%}
    {{ return(adapter.dispatch('days_later')(day, count)) }}
{%- endmacro %}

{% macro duckdb__days_later(day, count) -%}
    cast({{ day }} + interval ({{ count }}) day as date)
{%- endmacro %}


{#- The day `count` months after a date, or before it; the last of the month where there is no such day. -#}
{% macro months_later(day, count) -%}
    {{ return(adapter.dispatch('months_later')(day, count)) }}
{%- endmacro %}

{% macro duckdb__months_later(day, count) -%}
    cast({{ day }} + interval ({{ count }}) month as date)
{%- endmacro %}


{#- First day of the year of a date. -#}
{% macro year_start(day) -%}
    cast(date_trunc('year', {{ day }}) as date)
{%- endmacro %}


{#- Last day of the year of a date. -#}
{% macro year_end(day) -%}
    {{ return(adapter.dispatch('year_end')(day)) }}
{%- endmacro %}

{% macro duckdb__year_end(day) -%}
    cast(date_trunc('year', {{ day }}) + interval 1 year - interval 1 day as date)
{%- endmacro %}


{#- Day of the week, Monday = 1 to Sunday = 7. -#}
{% macro iso_day_of_week(day) -%}
    {{ return(adapter.dispatch('iso_day_of_week')(day)) }}
{%- endmacro %}

{% macro duckdb__iso_day_of_week(day) -%}
    cast(isodow({{ day }}) as integer)
{%- endmacro %}


{#- Month of a date as text, YYYY-MM. -#}
{% macro month_label(day) -%}
    substr(cast({{ day }} as varchar), 1, 7)
{%- endmacro %}


{#- Whole seconds from one moment to a later one; negative the other way round. -#}
{% macro seconds_between(start, moment) -%}
    {{ return(adapter.dispatch('seconds_between')(start, moment)) }}
{%- endmacro %}

{% macro duckdb__seconds_between(start, moment) -%}
    cast(date_diff('second', {{ start }}, {{ moment }}) as bigint)
{%- endmacro %}


{#- UTC moment at which clocks in `zone` show `clock_time` on a day; moves with daylight saving. -#}
{% macro moment_in_zone(day, clock_time, zone) -%}
    {{ return(adapter.dispatch('moment_in_zone')(day, clock_time, zone)) }}
{%- endmacro %}

{% macro duckdb__moment_in_zone(day, clock_time, zone) -%}
    timezone('UTC', timezone('{{ zone }}', {{ day }} + {{ clock_time }}))
{%- endmacro %}


{#- Calendar day of a UTC moment where clocks show the time of `zone`. -#}
{% macro date_in_zone(moment, zone) -%}
    {{ return(adapter.dispatch('date_in_zone')(moment, zone)) }}
{%- endmacro %}
