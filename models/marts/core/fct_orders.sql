with

orders as (

    select * from {{ ref('int_orders_classified') }}

),

line_totals as (

    select
        order_id,
        count(*) filter (where line_kind in ('product', 'gift_card')) as line_count,
        count(*) filter (where is_uncosted) as uncosted_line_count,
        {{ sum_or_unknown('gross_revenue_amount') }} as gross_revenue_amount,
        {{ sum_or_unknown('discount_amount') }} as discount_amount,
        {{ sum_or_unknown('returns_amount') }} as returns_amount,
        {{ sum_or_unknown('net_revenue_amount') }} as net_revenue_amount,
        {{ sum_or_unknown('cogs_amount') }} as cogs_amount,
        {{ sum_or_unknown('gross_profit_amount') }} as gross_profit_amount,
        {{ sum_or_unknown('gift_card_amount') }} as gift_card_amount

    from {{ ref('fct_order_line_profit') }}

    group by order_id

),

final as (

    select
        orders.order_id,
        orders.customer_id,
        orders.opportunity_id,
        orders.sales_user_id,
        orders.channel,
        orders.store,
        orders.ship_country_code,
        orders.ship_region,
        orders.promotion_code,
        orders.payment_method,
        orders.status,
        orders.order_state,
        orders.exclusion_reason,
        orders.exclusion_reason is null as is_sale,
        orders.ordered_at,
        orders.ordered_date,
        orders.fulfilled_date,
        orders.currency_code,
        orders.rate_to_reporting,
        coalesce(line_totals.line_count, 0) as line_count,
        coalesce(line_totals.uncosted_line_count, 0) as uncosted_line_count,
        line_totals.gross_revenue_amount,
        line_totals.discount_amount,
        line_totals.returns_amount,
        line_totals.net_revenue_amount,
        line_totals.cogs_amount,
        line_totals.gross_profit_amount,
        line_totals.gift_card_amount

    from orders

    left join line_totals
        on orders.order_id = line_totals.order_id

)

select * from final
