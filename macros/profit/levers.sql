{#- The missing money, where a lever holds that much; null where it cannot close the gap alone. -#}
{% macro lever_amount(missing, held) -%}
    case when {{ held }} >= {{ missing }} then {{ missing }} end
{%- endmacro %}


{#- The part of what a lever holds that would close the gap; null where all of it would not. -#}
{% macro lever_rate(missing, held) -%}
    case when {{ held }} >= {{ missing }} then {{ ratio(missing, held) }} end
{%- endmacro %}
