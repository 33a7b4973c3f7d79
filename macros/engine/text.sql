{#- The part of a text before its first colon. -#}
{% macro before_colon(text) -%}
    {{ return(adapter.dispatch('split_at_colon')(text, 1)) }}
{%- endmacro %}

{#- The part of a text after its first colon. -#}
{% macro after_colon(text) -%}
    {{ return(adapter.dispatch('split_at_colon')(text, 2)) }}
{%- endmacro %}

{% macro duckdb__split_at_colon(text, part) -%}
    split_part({{ text }}, ':', {{ part }})
{%- endmacro %}


{#- Lower-case hexadecimal digest that names a thing by its natural key, the same on every engine. -#}
{% macro surrogate_key(text) -%}
    substr(md5({{ text }}), 1, 16)
{%- endmacro %}


{#- Letters and digits of a text in upper case: how two spellings of one number are compared. -#}
{% macro alphanumeric(text) -%}
    {{ return(adapter.dispatch('alphanumeric')(text)) }}
{%- endmacro %}

{% macro duckdb__alphanumeric(text) -%}
    nullif(regexp_replace(upper({{ text }}), '[^A-Z0-9]', '', 'g'), '')
{%- endmacro %}


{#- The part of a mail address after its last @, in lower case; null without one. -#}
{% macro mail_domain(address) -%}
    {{ return(adapter.dispatch('mail_domain')(address)) }}
{%- endmacro %}

{% macro duckdb__mail_domain(address) -%}
    nullif(regexp_extract(lower({{ address }}), '@([^@]+)$', 1), '')
{%- endmacro %}
