{#-
    Landed text to typed value, or null where the text is not one. A regular expression looks
    first, because each engine's own cast accepts other oddities ('1_000', '0x1F', 'now').
    Null stays null, so a caller tells "absent" from "unreadable" by looking at the text.
-#}
{% macro parse_decimal(text, data_type) -%}
    {{ return(adapter.dispatch('parse_decimal')(text, data_type)) }}
{%- endmacro %}

{% macro duckdb__parse_decimal(text, data_type) -%}
    case
        when regexp_full_match({{ text }}, '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,2})?')
            then try_cast({{ text }} as {{ data_type }})
    end
{%- endmacro %}


{% macro parse_integer(text) -%}
    {{ return(adapter.dispatch('parse_integer')(text)) }}
{%- endmacro %}

{% macro duckdb__parse_integer(text) -%}
    case
        when regexp_full_match({{ text }}, '[+-]?[0-9]+([.]0*)?')
            then try_cast({{ text }} as integer)
    end
{%- endmacro %}


{% macro parse_boolean(text) -%}
    case
        when lower({{ text }}) in ('true', 't', 'yes', 'y', '1', '是') then true
        when lower({{ text }}) in ('false', 'f', 'no', 'n', '0', '否') then false
    end
{%- endmacro %}


{% macro parse_date(text) -%}
    {{ return(adapter.dispatch('parse_date')(text)) }}
{%- endmacro %}

{% macro duckdb__parse_date(text) -%}
    case
        when regexp_full_match({{ text }}, '[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]00:00(:00([.]0+)?)?)?')
            then try_cast(substr({{ text }}, 1, 10) as date)
    end
{%- endmacro %}


{#- A moment in UTC. Text without an offset is read in the `source_time_zone`. -#}
{% macro parse_timestamp(text) -%}
    {{ return(adapter.dispatch('parse_timestamp')(text)) }}
{%- endmacro %}

{% macro duckdb__parse_timestamp(text) -%}
    {%- set day = '[0-9]{4}-[0-9]{2}-[0-9]{2}' -%}
    {%- set clock = '[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?' -%}
    {%- set zone = var('source_time_zone') -%}
    case
        when regexp_full_match({{ text }}, '{{ day }}({{ clock }})?')
            then
                {%- if zone == 'UTC' %} try_cast({{ text }} as timestamp)
                {%- else %} timezone('UTC', timezone('{{ zone }}', try_cast({{ text }} as timestamp)))
                {%- endif %}
        when regexp_full_match({{ text }}, '{{ day }}{{ clock }} ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)')
            then timezone('UTC', try_cast(
                substr({{ text }}, 1, 16)
                || coalesce(nullif(regexp_extract({{ text }}, '^.{16}(:[0-9.]+)', 1), ''), ':00')
                || regexp_extract({{ text }}, '(Z|[+-][0-9:]+)$', 1)
                as timestamptz
            ))
    end
{%- endmacro %}


{#- A number read without the contract, for control totals; null where the text is not one. -#}
{% macro plain_number(text) -%}
    {{ return(adapter.dispatch('plain_number')(text)) }}
{%- endmacro %}

{% macro duckdb__plain_number(text) -%}
    try_cast({{ text }} as decimal(18, 6))
{%- endmacro %}
