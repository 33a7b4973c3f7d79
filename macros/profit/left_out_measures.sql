{#-
    What the known_ amounts of a person or channel leave out: net revenue of lines of which something
    is unknown, the ledger amounts of such lines, the revenue that has no cost, and what is unknown.
-#}
{% macro left_out_measures() -%}
    {%- set revenue = "waterfall_step in ('gross_revenue', 'discount', 'returns')" -%}
    {{ sum_money('case when is_left_out and ' ~ revenue ~ ' then coalesce(amount, 0) else 0 end') }}
        as left_out_net_revenue_amount,
    cast(sum(
        case when is_left_out and waterfall_step <> 'uncosted_net_revenue' then amount_count else 0 end
    ) as bigint) as left_out_amount_count,
    {{ sum_money("case when waterfall_step = 'uncosted_net_revenue' then coalesce(amount, 0) else 0 end") }}
        as uncosted_net_revenue_amount,
    cast(sum(
        case when amount is null and waterfall_step <> 'uncosted_net_revenue' then amount_count else 0 end
    ) as bigint) as unknown_amount_count
{%- endmacro %}
