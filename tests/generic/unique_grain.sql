{#-
    One row per combination of `columns`, none of which may be null.
    Plain uniqueness lets null keys through; a grain with a null in it is not a grain.
-#}
{% test unique_grain(model, columns) %}

{%- set key = columns | join(', ') %}

select
    {{ key }},
    count(*) as row_count

from {{ model }}

group by {{ key }}

having
    count(*) > 1
    {%- for column in columns %}
    or {{ column }} is null
    {%- endfor %}

{% endtest %}
