{#-
    Why gross profit changed from one period to the other. An item that was sold in both, net of
    what came back, is compared per unit: the same units at the margins of before (volume, and mix
    where the shares moved), then at the new price, then at the new cost. Discounts and refunds
    without goods are part of the price; revenue is compared at the rates of before, and what
    the rates themselves did is fx. Items sold in one of the periods only are new or lost.

    The effects are worked out from whole quantities, revenues and costs, so that nothing is
    divided twice; what rounding leaves is in mix. Everything sums exactly to the change.
-#}
{%- set effects = {
    'comparable_profit_before': ('comparable', 'profit_before'),
    'volume_and_mix': ('comparable', 'revenue_moved - cogs_moved - profit_before'),
    'price_effect_amount': ('comparable', 'constant_revenue_after - revenue_moved'),
    'cost_effect_amount': ('comparable', 'cogs_moved - cogs_after'),
    'fx_effect_amount': ('comparable', 'revenue_after - constant_revenue_after'),
    'new_items_amount': ('new', 'profit_after - profit_before'),
    'lost_items_amount': ('lost', 'profit_after - profit_before'),
    'other_items_amount': ('other', 'profit_after - profit_before'),
} -%}

with

items as (

    select
        *,
        revenue_before - cogs_before as profit_before,
        revenue_after - cogs_after as profit_after,
        {{ in_proportion('revenue_before', 'quantity_after', 'quantity_before') }} as revenue_moved,
        {{ in_proportion('cogs_before', 'quantity_after', 'quantity_before') }} as cogs_moved

    from {{ ref('int_bridge_items_gathered') }}

),

classified as (

    select
        *,
        case
            when quantity_before <= 0 and quantity_after > 0 then 'new'
            when quantity_before > 0 and quantity_after <= 0 then 'lost'
            when quantity_before <= 0 or revenue_moved is null or cogs_moved is null then 'other'
            else 'comparable'
        end as item_status

    from items

),

summed as (

    select
        comparison,
        period_type,
        period_start,
        scope_type,
        scope_id,
        {%- for side in ['before', 'after'] %}
        {{ sum_money('profit_' ~ side ~ ' + other_profit_' ~ side) }} as gross_profit_{{ side }}_amount,
        {{ sum_money("case when item_status = 'comparable' then quantity_" ~ side ~ ' else 0 end') }}
            as quantity_{{ side }},
        cast(sum(unknown_line_count_{{ side }}) as bigint) as unknown_line_count_{{ side }},
        {%- endfor %}
        {%- for status in ['comparable', 'new', 'lost'] %}
        count(case when item_status = '{{ status }}' then product_id end) as {{ status }}_item_count,
        {%- endfor %}
        {%- for name, (status, amount) in effects.items() %}
        {{ sum_money("case when item_status = '" ~ status ~ "' then " ~ amount ~ ' else 0 end') }}
            as {{ name }},
        {%- endfor %}
        {{ sum_money('other_profit_after - other_profit_before') }} as other_profit_change

    from classified

    group by
        comparison,
        period_type,
        period_start,
        scope_type,
        scope_id

),

divided as (

    select
        *,
        coalesce({{ in_proportion(
            'comparable_profit_before', '(quantity_after - quantity_before)', 'quantity_before'
        ) }}, 0) as volume_effect_amount

    from summed

)

select
    divided.*,
    cast(divided.volume_and_mix - divided.volume_effect_amount as decimal(18, 4)) as mix_effect_amount,
    cast(divided.other_items_amount + divided.other_profit_change as decimal(18, 4)) as other_amount,
    cast(divided.gross_profit_after_amount - divided.gross_profit_before_amount as decimal(18, 4))
        as change_amount,
    periods.period_end,
    periods.before_start,
    periods.before_end,
    periods.is_complete

from divided

inner join {{ ref('int_bridge_periods_paired') }} as periods
    on
        divided.comparison = periods.comparison
        and divided.period_start = periods.period_start
