{#-
    What our ledger could not value, in the money in which it is known: lines, discounts and
    refunds of a currency without a rate in force, and goods without a cost in force. Goods are
    taken at the last cost known before, else at the first one after; a line of goods that never
    had one has its revenue and no more.
-#}
with

order_lines as (

    select
        lines.*,
        orders.costed_date,
        {{ multiply('lines.quantity', 'sold.list_price_local') }} as gross_local

    from {{ ref('int_order_lines_costed') }} as lines

    inner join {{ ref('int_orders_classified') }} as orders
        on lines.order_id = orders.order_id

    inner join {{ ref('int_order_lines_discounted') }} as sold
        on lines.order_line_id = sold.order_line_id

    where
        lines.rate_to_reporting is null
        or lines.cogs_amount is null

),

nearest_costs as (

    select
        order_lines.order_line_id,
        coalesce(
            max(case when costs.valid_from <= order_lines.costed_date then costs.valid_from end),
            min(costs.valid_from)
        ) as valid_from

    from order_lines

    inner join {{ ref('int_product_costs_windowed') }} as costs
        on order_lines.product_id = costs.product_id

    group by order_lines.order_line_id

),

unknown_amounts as (

    {%- for element, amount in {
        'gross_revenue': 'case when earns_revenue then gross_local else 0 end',
        'list_discount': 'case when earns_revenue then net_local - gross_local else 0 end',
        'gift_card': 'case when earns_revenue then 0 else net_local end',
    }.items() %}
    select
        order_month as month_start,
        ordered_date as valued_on,
        product_id,
        '{{ element }}' as element,
        'unpriced' as reason,
        currency_code,
        {{ amount }} as amount_local,
        0 as revenue_amount
    from order_lines
    where rate_to_reporting is null

    union all
    {%- endfor %}

    {%- for element, amount in {
        'refund': "case when line_kind = 'gift_card' then 0 else -returns_local end",
        'goodwill': 'returns_local - refund_local',
        'gift_card': "case when line_kind = 'gift_card' then -returns_local else 0 end",
    }.items() %}

    select
        {{ month_start('returned_date') }} as month_start,
        ordered_date as valued_on,
        product_id,
        '{{ element }}' as element,
        'unpriced' as reason,
        currency_code,
        {{ amount }} as amount_local,
        0 as revenue_amount
    from {{ ref('int_returns_settled') }}
    where rate_to_reporting is null

    union all
    {%- endfor %}

    select
        order_lines.order_month as month_start,
        order_lines.costed_date as valued_on,
        order_lines.product_id,
        'unknown_cost' as element,
        'uncosted' as reason,
        case
            when order_lines.has_actual_cost then order_lines.currency_code
            else coalesce(costs.currency_code, 'unknown')
        end as currency_code,
        -{{ multiply('order_lines.quantity', 'coalesce(order_lines.unit_cost, costs.unit_cost_local)') }}
            as amount_local,
        coalesce(order_lines.net_amount, 0) as revenue_amount

    from order_lines

    left join nearest_costs
        on order_lines.order_line_id = nearest_costs.order_line_id

    left join {{ ref('int_product_costs_windowed') }} as costs
        on
            order_lines.product_id = costs.product_id
            and nearest_costs.valid_from = costs.valid_from

    where order_lines.cogs_amount is null

)

select
    unknown_amounts.month_start,
    elements.account_group,
    unknown_amounts.reason,
    unknown_amounts.currency_code,
    unknown_amounts.valued_on,
    {{ sum_or_unknown('unknown_amounts.amount_local') }} as amount_local,
    {{ sum_money('unknown_amounts.revenue_amount') }} as revenue_amount

from unknown_amounts

inner join {{ ref('int_products_described') }} as products
    on unknown_amounts.product_id = products.product_id

inner join {{ ref('gl_element_map') }} as elements
    on
        unknown_amounts.element = elements.element
        and elements.product_kind in (
            case when products.product_id = 'shipping' then 'shipping' else products.product_type end, 'any'
        )

where coalesce(unknown_amounts.amount_local, 1) <> 0

group by
    unknown_amounts.month_start,
    elements.account_group,
    unknown_amounts.reason,
    unknown_amounts.currency_code,
    unknown_amounts.valued_on
