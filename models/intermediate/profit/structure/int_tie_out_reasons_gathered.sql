{#-
    Why the general ledger may differ from ours, as far as the warehouse can put money on it: general
    ledger less ours, signed as profit sees it. refund_rate: a refund is booked there at the
    rate of its own day. restocked_goods: cost is not taken back there when goods return.
    actual_cost: the standard cost is booked there. deleted_row, excluded_account, quarantined:
    what left our line on the way.
-#}
with

returns as (

    select * from {{ ref('int_returns_settled') }}

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

actual_costs as (

    select
        order_lines.order_month as month_start,
        order_lines.cogs_amount - {{ multiply(
            'order_lines.quantity',
            'product_costs.unit_cost_local',
            rate_to_reporting('product_costs.currency_code', 'fx_rates')
        ) }} as amount

    from {{ ref('int_order_lines_costed') }} as order_lines

    inner join {{ ref('int_orders_classified') }} as orders
        on order_lines.order_id = orders.order_id

    inner join {{ ref('int_product_costs_windowed') }} as product_costs
        on
            order_lines.product_id = product_costs.product_id
            and {{ effective_at('orders.costed_date', 'product_costs') }}

    left join fx_rates
        on
            product_costs.currency_code = fx_rates.currency_code
            and orders.costed_date = fx_rates.rate_date

    where order_lines.has_actual_cost

),

reasons as (

    select
        {{ month_start('returns.returned_date') }} as month_start,
        'refunds' as account_group,
        'refund_rate' as reason,
        {{ multiply('returns.refund_local', '1', 'returns.rate_to_reporting') }}
        - {{ multiply('returns.refund_local', '1', 'fx_rates.rate_to_reporting') }} as amount
    from returns
    inner join fx_rates
        on
            returns.currency_code = fx_rates.currency_code
            and returns.returned_date = fx_rates.rate_date
    where returns.line_kind <> 'gift_card'

    union all

    select
        {{ month_start('returned_date') }} as month_start,
        'cost_of_goods' as account_group,
        'restocked_goods' as reason,
        -restocked_cost_amount as amount
    from returns

    union all

    select
        month_start,
        'cost_of_goods' as account_group,
        'actual_cost' as reason,
        amount
    from actual_costs

    union all

    select
        month_start,
        account_group,
        reason,
        amount
    from {{ ref('int_left_out_orders_valued') }}

    union all

    select
        {{ parse_date("quarantined.period || '-01'") }} as month_start,
        case quarantined.measure
            when 'line_value' then 'goods_revenue'
            when 'order_discount' then 'discounts'
            when 'shipping_charged' then 'shipping_revenue'
            when 'refund' then 'refunds'
        end as account_group,
        'quarantined' as reason,
        case when quarantined.measure in ('order_discount', 'refund') then -1 else 1 end
        * case
            when quarantined.currency_code = '{{ var("reporting_currency") }}'
                then quarantined.quarantined_amount
            else {{ multiply('quarantined.quarantined_amount', '1', 'fx_rates.rate_to_reporting') }}
        end as amount
    from {{ ref('int_extract_values_summed') }} as quarantined
    left join fx_rates
        on
            quarantined.currency_code = fx_rates.currency_code
            and {{ parse_date("quarantined.period || '-01'") }} = fx_rates.rate_date
    -- cost pools and freight have no account in the ledger that is tied out
    where quarantined.measure in ('line_value', 'order_discount', 'shipping_charged', 'refund')

)

select
    month_start,
    account_group,
    reason,
    {{ sum_money('coalesce(amount, 0)') }} as amount

from reasons

where month_start is not null

group by
    month_start,
    account_group,
    reason
having sum(abs(amount)) <> 0
