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

direct_costs as (

    select
        order_id,
        {{ sum_or_unknown("case when waterfall_step = 'fulfilment' then -amount else 0 end") }}
            as fulfilment_amount,
        {{ sum_or_unknown("case when waterfall_step = 'commission' then -amount else 0 end") }}
            as commission_amount,
        {{ sum_or_unknown("case when waterfall_step = 'service' then -amount else 0 end") }}
            as goodwill_amount

    from {{ ref('fct_profit_ledger') }}

    where
        order_id is not null
        and waterfall_step in ('fulfilment', 'commission', 'service')

    group by order_id

),

joined as (

    select
        orders.*,
        coalesce(line_totals.line_count, 0) as line_count,
        coalesce(line_totals.uncosted_line_count, 0) as uncosted_line_count,
        line_totals.gross_revenue_amount,
        line_totals.discount_amount,
        line_totals.returns_amount,
        line_totals.net_revenue_amount,
        line_totals.cogs_amount,
        line_totals.gross_profit_amount,
        line_totals.gift_card_amount,
        case when direct_costs.order_id is null then 0 else direct_costs.fulfilment_amount end
            as fulfilment_amount,
        case when direct_costs.order_id is null then 0 else direct_costs.commission_amount end
            as commission_amount,
        case when direct_costs.order_id is null then 0 else direct_costs.goodwill_amount end
            as goodwill_amount,
        -- an order that is no sale earned nothing, which is known
        case when line_totals.order_id is null then 0 else line_totals.gross_profit_amount end
            as earned_amount

    from orders

    left join line_totals
        on orders.order_id = line_totals.order_id

    left join direct_costs
        on orders.order_id = direct_costs.order_id

),

final as (

    select
        order_id,
        customer_id,
        opportunity_id,
        sales_user_id,
        channel,
        store,
        ship_country_code,
        ship_region,
        promotion_code,
        payment_method,
        status,
        order_state,
        exclusion_reason,
        exclusion_reason is null as is_sale,
        ordered_at,
        ordered_date,
        fulfilled_date,
        currency_code,
        rate_to_reporting,
        line_count,
        uncosted_line_count,
        gross_revenue_amount,
        discount_amount,
        returns_amount,
        net_revenue_amount,
        cogs_amount,
        gross_profit_amount,
        gift_card_amount,
        cast(fulfilment_amount as decimal(18, 4)) as fulfilment_amount,
        cast(commission_amount as decimal(18, 4)) as commission_amount,
        cast(gross_profit_amount - fulfilment_amount - commission_amount as decimal(18, 4)) as cm1_amount,
        cast(goodwill_amount as decimal(18, 4)) as goodwill_amount,
        cast(
            earned_amount - fulfilment_amount - commission_amount - goodwill_amount as decimal(18, 4)
        ) as direct_profit_amount

    from joined

)

select * from final
