{#- How tax numbers are compared: letters and digits only; fewer than 6 of them prove nothing. -#}
{% macro tax_key(tax_number) -%}
    case when length({{ alphanumeric(tax_number) }}) >= 6 then {{ alphanumeric(tax_number) }} end
{%- endmacro %}
