{#-
    Why gross profit changed from one period to the other. An item that was sold in both, net of
    what came back, is compared per unit: the same units at the margins of before (volume, and mix
    where the shares moved), then at the new price, then at the new cost. Discounts and refunds
    without goods are part of the price; revenue is compared at the rates of before, and what
    the rates themselves did is fx. Items sold in one of the periods only are new or lost.

    The effects are worked out from whole quantities, revenues and costs, so that nothing is
    divided twice; what rounding leaves is in mix. Everything sums exactly to the change.
-#}
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
            when quantity_before > 0 and quantity_after > 0 and revenue_moved is not null and cogs_moved is not null
                then 'comparable'
            when quantity_before <= 0 and quantity_after > 0 then 'new'
            when quantity_before > 0 and quantity_after <= 0 then 'lost'
            else 'other'
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
        {{ sum_money("case when item_status = 'comparable' then profit_before else 0 end") }}
            as comparable_profit_before,
        {{ sum_money("case when item_status = 'comparable' then revenue_moved - cogs_moved - profit_before else 0 end") }}
            as volume_and_mix,
        {{ sum_money("case when item_status = 'comparable' then constant_revenue_after - revenue_moved else 0 end") }}
            as price_effect_amount,
        {{ sum_money("case when item_status = 'comparable' then cogs_moved - cogs_after else 0 end") }}
            as cost_effect_amount,
        {{ sum_money("case when item_status = 'comparable' then revenue_after - constant_revenue_after else 0 end") }}
            as fx_effect_amount,
        {{ sum_money("case when item_status = 'new' then profit_after - profit_before else 0 end") }}
            as new_items_amount,
        {{ sum_money("case when item_status = 'lost' then profit_after - profit_before else 0 end") }}
            as lost_items_amount,
        {{ sum_money(
            "case when item_status = 'other' then profit_after - profit_before else 0 end"
            ~ ' + other_profit_after - other_profit_before'
        ) }} as other_amount

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
        coalesce(
            {{ in_proportion('comparable_profit_before', '(quantity_after - quantity_before)', 'quantity_before') }}, 0
        ) as volume_effect_amount

    from summed

)

select
    divided.*,
    cast(divided.volume_and_mix - divided.volume_effect_amount as decimal(18, 4)) as mix_effect_amount,
    cast(divided.gross_profit_after_amount - divided.gross_profit_before_amount as decimal(18, 4)) as change_amount,
    periods.period_end,
    periods.before_start,
    periods.before_end,
    periods.is_complete

from divided

inner join {{ ref('int_bridge_periods_paired') }} as periods
    on
        divided.comparison = periods.comparison
        and divided.period_start = periods.period_start
