{#- The typed value of landed `text` under a contract column: null when absent or unreadable. -#}
{% macro typed_value(column, text) -%}
    {%- set meta = column.meta -%}
    {%- if meta.get('allowed') -%}
        case when lower({{ text }}) in ('{{ meta.allowed | join("', '") }}') then lower({{ text }}) end
    {%- elif meta.get('format') == 'currency' -%}
        {{ parse_currency(text) }}
    {%- elif column.data_type.startswith('decimal') -%}
        {{ parse_decimal(text, column.data_type) }}
    {%- elif column.data_type == 'integer' -%}
        {{ parse_integer(text) }}
    {%- elif column.data_type == 'boolean' -%}
        {{ parse_boolean(text) }}
    {%- elif column.data_type == 'date' -%}
        {{ parse_date(text) }}
    {%- elif column.data_type == 'timestamp' -%}
        {{ parse_timestamp(text) }}
    {%- else -%}
        {{ text }}
    {%- endif -%}
{%- endmacro %}


{#- Reason code of a text that is not a value of its contract column. -#}
{% macro unreadable_reason(column) -%}
    {%- set by_type = {
        'integer': 'not_a_whole_number',
        'boolean': 'not_a_boolean',
        'date': 'not_a_date',
        'timestamp': 'not_a_date',
    } -%}
    {%- if column.meta.get('allowed') -%}not_allowed
    {%- elif column.meta.get('format') == 'currency' -%}not_a_currency
    {%- else -%}{{ by_type.get(column.data_type, 'not_a_number') }}
    {%- endif -%}
{%- endmacro %}


{#- Whether a contract column can hold a text that does not become a value. -#}
{% macro can_be_unreadable(column) -%}
    {{ return(column.data_type != 'varchar' or 'allowed' in column.meta or 'format' in column.meta) }}
{%- endmacro %}
