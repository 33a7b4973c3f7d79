{#-
    Every level of the waterfall is the level before it less its steps, down to the level `until`; a
    level is unknown where a part of it is. The identity is written out here once more, apart from
    the macro that builds the columns, so that a mistake there is seen.
-#}
{% test waterfall_telescopes(model, until='net_profit', prefix='') %}
{%- set levels = [
    ('net_revenue', 'gross_revenue', ['discount', 'returns']),
    ('gross_profit', 'net_revenue', ['cogs']),
    ('cm1', 'gross_profit', ['fulfilment', 'commission']),
    ('cm2', 'cm1', ['service', 'sales']),
    ('cm3', 'cm2', ['marketing']),
    ('net_profit', 'cm3', ['overhead']),
] %}
{%- set wanted = (levels | map(attribute=0) | list).index(until) + 1 %}

select *
from {{ model }}
where
    {%- for level, before, steps in levels[:wanted] %}
    {{ 'or ' if not loop.first }}{{ prefix }}{{ level }}_amount is distinct from {{ prefix }}{{ before }}_amount
    {%- for step in steps %} - {{ prefix }}{{ step }}_amount{% endfor %}
    {%- endfor %}

{% endtest %}
