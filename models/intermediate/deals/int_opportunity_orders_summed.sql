{#-
    What a deal led to: the orders that name it, what they made so far, and the product category
    that most of it was in.
-#}
with

postings as (

    select
        orders.opportunity_id,
        orders.order_id,
        orders.ordered_date,
        coalesce(products.category, 'unknown') as product_category,
        order_lines.net_revenue_amount,
        order_lines.gross_profit_amount

    from {{ ref('int_order_lines_posted') }} as order_lines

    inner join {{ ref('int_orders_classified') }} as orders
        on order_lines.order_id = orders.order_id

    left join {{ ref('int_products_described') }} as products
        on order_lines.product_id = products.product_id

    where orders.opportunity_id is not null

),

categories as (

    select
        opportunity_id,
        product_category,
        row_number() over (
            partition by opportunity_id
            order by sum(coalesce(net_revenue_amount, 0)) desc, product_category
        ) as category_rank

    from postings

    group by
        opportunity_id,
        product_category

),

summed as (

    select
        opportunity_id,
        count(distinct order_id) as order_count,
        min(ordered_date) as first_ordered_date,
        {{ sum_or_unknown('net_revenue_amount') }} as net_revenue_amount,
        {{ sum_or_unknown('gross_profit_amount') }} as gross_profit_amount

    from postings

    group by opportunity_id

)

select
    summed.*,
    categories.product_category

from summed

inner join categories
    on
        summed.opportunity_id = categories.opportunity_id
        and categories.category_rank = 1
