{{ config(materialized='table') }}

{#-
    What a customer buys, by the revenue it kept: refunds taken off, unknown prices counted as nothing.
    Shipping, gift cards and what names no product are left out.
-#}
with

summed as (

    select
        postings.customer_id,
        postings.product_id,
        coalesce(products.category, 'unknown') as category,
        {{ sum_money('coalesce(postings.net_revenue_amount, 0)') }} as net_revenue_amount,
        {{ sum_money('coalesce(postings.gross_profit_amount, 0)') }} as gross_profit_amount,
        max(postings.ordered_date) as last_ordered_date

    from {{ ref('int_order_lines_posted') }} as postings

    left join {{ ref('int_products_described') }} as products
        on postings.product_id = products.product_id

    where
        postings.line_kind = 'product'
        and postings.product_id <> 'unknown'
        and {{ is_customer('postings.customer_id') }}

    group by
        postings.customer_id,
        postings.product_id,
        coalesce(products.category, 'unknown')

)

select
    *,
    row_number() over (
        partition by customer_id order by net_revenue_amount desc, last_ordered_date desc, product_id asc
    ) as product_rank,
    count(*) over (partition by customer_id) as product_count

from summed
