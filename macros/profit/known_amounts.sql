{#-
    What is known of a waterfall whose totals may not be, from rows with `waterfall_step` and the
    signed `known_amount`. What is known of an event without a known gross profit (its revenue, or
    its cost) is in the steps, but in no known profit: its rows come as 'unknown_gross_profit' too.
-#}
{% macro known_amounts() -%}
    {%- set revenue = "waterfall_step in ('gross_revenue', 'discount', 'returns')" -%}
    {%- set profit = "waterfall_step in ('gross_revenue', 'discount', 'returns', 'cogs')" -%}
    {%- set cm1 = "waterfall_step in ('gross_revenue', 'discount', 'returns', 'cogs', 'fulfilment', 'commission')" -%}
    {{ sum_money('case when ' ~ revenue ~ ' then known_amount else 0 end') }} as known_net_revenue_amount,
    {%- for level, steps in [('gross_profit', profit), ('cm1', cm1)] %}
    {{ sum_money(
        'case when ' ~ steps ~ " then known_amount when waterfall_step = 'unknown_gross_profit' "
        ~ 'then -known_amount else 0 end'
    ) }} as known_{{ level }}_amount,
    {%- endfor %}
    {{ sum_money("case when waterfall_step = 'uncosted_net_revenue' then known_amount else 0 end") }}
        as uncosted_net_revenue_amount,
    cast(sum(unknown_amount_count) as bigint) as unknown_amount_count
{%- endmacro %}
