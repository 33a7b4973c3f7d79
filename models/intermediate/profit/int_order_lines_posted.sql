{#-
    Every event of every order line once, on its own date: the sale on the business day of the
    order, each return on the day it was booked. All gross-profit marts are sums of these rows.
    Net revenue and gross profit are derived here and nowhere else.
-#}
with

order_lines as (

    select * from {{ ref('int_order_lines_costed') }}

),

returns as (

    select * from {{ ref('int_returns_settled') }}

),

events as (

    select
        order_line_id || ':sale' as posting_id,
        'sale' as posting_type,
        ordered_date as posted_date,
        case when line_kind in ('product', 'gift_card') then 'order_lines' else 'orders' end as source_table,
        case when line_kind in ('product', 'gift_card') then order_line_id else order_id end as source_id,
        order_line_id,
        order_id,
        customer_id,
        product_id,
        line_kind,
        ordered_date,
        order_month,
        currency_code,
        rate_to_reporting,
        quantity,
        cast(net_local + order_discount_local as decimal(18, 4)) as value_local,
        order_discount_local,
        0 as returns_local,
        0 as goodwill_local,
        gross_revenue_amount,
        list_discount_amount,
        line_discount_amount,
        order_discount_amount,
        0 as returns_amount,
        cogs_amount,
        0 as goodwill_amount,
        {{ none_where('earns_revenue', 'net_amount') }} as gift_card_amount

    from order_lines

    union all

    select
        order_line_id || ':return:' || return_id as posting_id,
        'return' as posting_type,
        returned_date as posted_date,
        'returns' as source_table,
        return_id as source_id,
        order_line_id,
        order_id,
        customer_id,
        product_id,
        line_kind,
        ordered_date,
        order_month,
        currency_code,
        rate_to_reporting,
        -quantity as quantity,
        0 as value_local,
        0 as order_discount_local,
        returns_local,
        refund_local - returns_local as goodwill_local,
        0 as gross_revenue_amount,
        0 as list_discount_amount,
        0 as line_discount_amount,
        0 as order_discount_amount,
        {{ none_where("line_kind = 'gift_card'", 'returns_amount') }} as returns_amount,
        -restocked_cost_amount as cogs_amount,
        goodwill_amount,
        {{ none_where("line_kind <> 'gift_card'", '-returns_amount') }} as gift_card_amount

    from returns

),

derived as (

    select
        *,
        list_discount_amount + line_discount_amount + order_discount_amount as discount_amount,
        gross_revenue_amount
        - (list_discount_amount + line_discount_amount + order_discount_amount)
        - returns_amount as net_revenue_amount

    from events

)

select
    posting_id,
    posting_type,
    posted_date,
    source_table,
    source_id,
    order_line_id,
    order_id,
    customer_id,
    product_id,
    line_kind,
    ordered_date,
    order_month,
    currency_code,
    cast(quantity as decimal(18, 4)) as quantity,
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
    cast(net_revenue_amount as decimal(18, 4)) as net_revenue_amount,
    cast(cogs_amount as decimal(18, 4)) as cogs_amount,
    cast(net_revenue_amount - cogs_amount as decimal(18, 4)) as gross_profit_amount,
    cast(goodwill_amount as decimal(18, 4)) as goodwill_amount,
    cast(gift_card_amount as decimal(18, 4)) as gift_card_amount,
    net_revenue_amount is null as is_unpriced,
    net_revenue_amount is not null and cogs_amount is null as is_uncosted

from derived
