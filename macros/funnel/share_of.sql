{#-
    A part over the whole that holds it, 0 to 1. Null where the whole is 0, and where negative
    amounts make the part larger than its whole or negative: that is no share.
-#}
{% macro share_of(part, whole) -%}
    case when {{ part }} between 0 and {{ whole }} then {{ ratio(part, whole) }} end
{%- endmacro %}
