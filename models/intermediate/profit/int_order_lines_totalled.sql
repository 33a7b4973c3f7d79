{#-
    All events of an order line in one row, whenever they were posted. A line's total is unknown
    as soon as one of its parts is.
-#}
with

sales as (

    select * from {{ ref('int_order_lines_posted') }}
    where posting_type = 'sale'

),

returns as (

    select
        order_line_id,
        min(order_id) as order_id,
        min(customer_id) as customer_id,
        min(product_id) as product_id,
        min(line_kind) as line_kind,
        min(ordered_date) as ordered_date,
        min(order_month) as order_month,
        min(currency_code) as currency_code,
        max(posted_date) as last_posted_date,
        -sum(quantity) as returned_quantity,
        {{ sum_or_unknown('returns_local') }} as returns_local,
        {{ sum_or_unknown('goodwill_local') }} as goodwill_local,
        {{ sum_or_unknown('returns_amount') }} as returns_amount,
        {{ sum_or_unknown('cogs_amount') }} as cogs_amount,
        {{ sum_or_unknown('goodwill_amount') }} as goodwill_amount,
        {{ sum_or_unknown('gift_card_amount') }} as gift_card_amount,
        bool_or(is_unpriced) as is_unpriced,
        bool_or(is_uncosted) as is_uncosted

    from {{ ref('int_order_lines_posted') }}

    where posting_type = 'return'

    group by order_line_id

),

joined as (

    select
        coalesce(sales.order_line_id, returns.order_line_id) as order_line_id,
        coalesce(sales.order_id, returns.order_id) as order_id,
        coalesce(sales.customer_id, returns.customer_id) as customer_id,
        coalesce(sales.product_id, returns.product_id) as product_id,
        coalesce(sales.line_kind, returns.line_kind) as line_kind,
        coalesce(sales.ordered_date, returns.ordered_date) as ordered_date,
        coalesce(sales.order_month, returns.order_month) as order_month,
        greatest(
            coalesce(sales.posted_date, returns.last_posted_date),
            coalesce(returns.last_posted_date, sales.posted_date)
        ) as last_posted_date,
        coalesce(sales.currency_code, returns.currency_code) as currency_code,
        coalesce(sales.quantity, 0) as quantity,
        coalesce(returns.returned_quantity, 0) as returned_quantity,
        coalesce(sales.value_local, 0) as value_local,
        coalesce(sales.order_discount_local, 0) as order_discount_local,
        {{ known_if_present('returns.returns_local', 'returns') }} as returns_local,
        {{ known_if_present('returns.goodwill_local', 'returns') }} as goodwill_local,
        {{ known_if_present('sales.gross_revenue_amount', 'sales') }} as gross_revenue_amount,
        {{ known_if_present('sales.list_discount_amount', 'sales') }} as list_discount_amount,
        {{ known_if_present('sales.line_discount_amount', 'sales') }} as line_discount_amount,
        {{ known_if_present('sales.order_discount_amount', 'sales') }} as order_discount_amount,
        {{ known_if_present('sales.discount_amount', 'sales') }} as discount_amount,
        {{ known_if_present('returns.returns_amount', 'returns') }} as returns_amount,
        {{ known_if_present('sales.cogs_amount', 'sales') }}
        + {{ known_if_present('returns.cogs_amount', 'returns') }} as cogs_amount,
        {{ known_if_present('returns.goodwill_amount', 'returns') }} as goodwill_amount,
        {{ known_if_present('sales.gift_card_amount', 'sales') }}
        + {{ known_if_present('returns.gift_card_amount', 'returns') }} as gift_card_amount,
        coalesce(sales.is_unpriced, false) or coalesce(returns.is_unpriced, false) as is_unpriced,
        coalesce(sales.is_uncosted, false) or coalesce(returns.is_uncosted, false)
            as has_uncosted_part

    from sales

    full outer join returns
        on sales.order_line_id = returns.order_line_id

)

select
    order_line_id,
    order_id,
    customer_id,
    product_id,
    line_kind,
    ordered_date,
    order_month,
    last_posted_date,
    currency_code,
    cast(quantity as decimal(18, 4)) as quantity,
    cast(returned_quantity as decimal(18, 4)) as returned_quantity,
    cast(value_local as decimal(18, 4)) as value_local,
    cast(order_discount_local as decimal(18, 4)) as order_discount_local,
    cast(returns_local as decimal(18, 4)) as returns_local,
    cast(goodwill_local as decimal(18, 4)) as goodwill_local,
    cast(gross_revenue_amount as decimal(18, 4)) as gross_revenue_amount,
    cast(list_discount_amount as decimal(18, 4)) as list_discount_amount,
    cast(line_discount_amount as decimal(18, 4)) as line_discount_amount,
    cast(order_discount_amount as decimal(18, 4)) as order_discount_amount,
    cast(discount_amount as decimal(18, 4)) as discount_amount,
    cast(returns_amount as decimal(18, 4)) as returns_amount,
    cast(gross_revenue_amount - discount_amount - returns_amount as decimal(18, 4))
        as net_revenue_amount,
    cast(cogs_amount as decimal(18, 4)) as cogs_amount,
    cast(gross_revenue_amount - discount_amount - returns_amount - cogs_amount as decimal(18, 4))
        as gross_profit_amount,
    cast(goodwill_amount as decimal(18, 4)) as goodwill_amount,
    cast(gift_card_amount as decimal(18, 4)) as gift_card_amount,
    is_unpriced,
    has_uncosted_part and not is_unpriced as is_uncosted

from joined
