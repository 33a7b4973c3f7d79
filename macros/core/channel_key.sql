{#- How two spellings of a marketing channel or lead source are compared: `Paid Search` is `paid_search`. -#}
{% macro channel_key(text) -%}
    nullif(replace(replace(lower(trim({{ text }})), ' ', '_'), '-', '_'), '')
{%- endmacro %}
