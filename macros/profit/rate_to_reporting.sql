{#- Rate of a currency to the reporting one: 1 for that itself, else the outer-joined rate. -#}
{% macro rate_to_reporting(currency_code, rates) -%}
    case
        when {{ currency_code }} = '{{ var("reporting_currency") }}' then cast(1 as decimal(18, 10))
        else {{ rates }}.rate_to_reporting
    end
{%- endmacro %}
