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
            then case
                -- the engine rounds a tiny number in exponent form away from zero
                when contains(lower({{ text }}), 'e')
                    then try_cast(try_cast({{ text }} as decimal(38, 18)) as {{ data_type }})
                else try_cast({{ text }} as {{ data_type }})
            end
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


{#- An ISO 4217 code in upper case. -#}
{% macro parse_currency(text) -%}
    {{ return(adapter.dispatch('parse_currency')(text)) }}
{%- endmacro %}

{% macro duckdb__parse_currency(text) -%}
    case when regexp_full_match({{ text }}, '[A-Za-z]{3}') then upper({{ text }}) end
{%- endmacro %}


{% macro parse_boolean(text) -%}
    case
        when lower({{ text }}) in ('true', 't', 'yes', 'y', '1', '是') then true
        when lower({{ text }}) in ('false', 'f', 'no', 'n', '0', '否') then false
    end
{%- endmacro %}


{#- Days from 1900 on: an earlier year is a slip of the keyboard or a system's idea of zero. -#}
{% macro day_pattern() -%}
    (19|[2-9][0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])
{%- endmacro %}


{% macro parse_date(text) -%}
    {{ return(adapter.dispatch('parse_date')(text)) }}
{%- endmacro %}

{% macro duckdb__parse_date(text) -%}
    case
        when regexp_full_match({{ text }}, '{{ day_pattern() }}([T ]00:00(:00([.]0+)?)?)?')
            then try_cast(substr({{ text }}, 1, 10) as date)
    end
{%- endmacro %}


{#- A moment in UTC. Text without an offset is read in the `source_time_zone`. -#}
{% macro parse_timestamp(text) -%}
    {{ return(adapter.dispatch('parse_timestamp')(text)) }}
{%- endmacro %}

{% macro duckdb__parse_timestamp(text) -%}
    {%- set day = day_pattern() -%}
    {%- set clock = '[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?' -%}
    {%- set offset = '[Zz]|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?' -%}
    {%- set zone = var('source_time_zone') -%}
    case
        when regexp_full_match({{ text }}, '{{ day }}({{ clock }})?')
            then
                {%- if zone == 'UTC' %} try_cast({{ text }} as timestamp)
                {%- else %} timezone('UTC', timezone('{{ zone }}', try_cast({{ text }} as timestamp)))
                {%- endif %}
        when regexp_full_match({{ text }}, '{{ day }}{{ clock }} ?({{ offset }})')
            then timezone('UTC', try_cast(
                substr({{ text }}, 1, 16)
                || coalesce(nullif(regexp_extract({{ text }}, '^.{16}(:[0-9.]+)', 1), ''), ':00')
                || upper(regexp_extract({{ text }}, '([Zz]|[+-][0-9:]+)$', 1))
                as timestamptz
            ))
    end
{%- endmacro %}


{#- A number read without the contract, for control totals; null where the text is not one. -#}
{% macro plain_number(text, places=4) -%}
    {{ return(adapter.dispatch('plain_number')(text, places)) }}
{%- endmacro %}

{% macro duckdb__plain_number(text, places) -%}
    try_cast({{ text }} as decimal(18, {{ places }}))
{%- endmacro %}
