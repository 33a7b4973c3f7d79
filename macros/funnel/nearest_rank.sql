{#-
    The smallest of `value` that at least `percent` per cent of the counted things do not exceed.
    Needs `count_so_far` (things up to this value) and `count_of_all` beside it; an exact whole
    number on every engine, where interpolated percentiles are not.
-#}
{% macro nearest_rank(value, percent) -%}
    min(case when count_so_far * 100 >= count_of_all * {{ percent }} then {{ value }} end)
{%- endmacro %}
