{#- Schemas carry the layer's own name, so that people, folders and BI say the same word. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
