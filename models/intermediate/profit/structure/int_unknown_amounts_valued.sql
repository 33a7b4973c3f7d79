{#-
    What our ledger could not value, in the money in which it is known: lines, discounts and
    refunds of a currency without a rate in force, and goods without a cost in force.
-#}
{%- set unpriced = [
    ('order_lines', 'order_month', {
        'gross_revenue': 'case when earns_revenue then gross_local else 0 end',
        'list_discount': 'case when earns_revenue then net_local - gross_local else 0 end',
        'gift_card': 'case when earns_revenue then 0 else net_local end',
    }),
    ('refunds', month_start('returned_date'), {
        'refund': "case when line_kind = 'gift_card' then 0 else -returns_local end",
        'goodwill': 'returns_local - refund_local',
        'gift_card': "case when line_kind = 'gift_card' then -returns_local else 0 end",
    }),
] -%}
with

order_lines as (

    select
        costed.*,
        {{ multiply('costed.quantity', 'sold.list_price_local') }} as gross_local

    from {{ ref('int_order_lines_costed') }} as costed

    inner join {{ ref('int_order_lines_discounted') }} as sold
        on costed.order_line_id = sold.order_line_id

    where costed.rate_to_reporting is null

),

refunds as (

    select * from {{ ref('int_returns_settled') }}
    where rate_to_reporting is null

),

unknown_amounts as (

    {%- for relation, month, amounts in unpriced %}
    {%- for element, amount in amounts.items() %}
    select
        {{ month }} as month_start,
        ordered_date as valued_on,
        product_id,
        '{{ element }}' as element,
        'unpriced' as reason,
        'its_price' as valued_by,
        currency_code,
        {{ amount }} as amount_local,
        0 as revenue_amount
    from {{ relation }}

    union all
    {%- endfor %}
    {%- endfor %}

    select
        month_start,
        valued_on,
        product_id,
        'unknown_cost' as element,
        'uncosted' as reason,
        valued_by,
        currency_code,
        amount_local,
        revenue_amount
    from {{ ref('int_unknown_costs_valued') }}

)

select
    unknown_amounts.month_start,
    elements.account_group,
    unknown_amounts.reason,
    unknown_amounts.valued_by,
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
    unknown_amounts.valued_by,
    unknown_amounts.currency_code,
    unknown_amounts.valued_on
