{{ config(materialized='table') }}

{#-
    Which products are in which basket, of the products that enough baskets hold. The rare ones leave
    before anything is paired, because pairs of rare products are most of the work and no news.
-#}
with

products as (

    select distinct
        order_id,
        product_id
    from {{ ref('int_order_lines_posted') }}
    where
        posting_type = 'sale'
        and line_kind = 'product'
        and quantity > 0

),

baskets as (

    select
        basket,
        basket_id,
        customer_kind,
        {{ sum_or_unknown('margin_amount') }} as margin_amount
    from {{ ref('int_baskets_formed') }}
    group by
        basket,
        basket_id,
        customer_kind

),

held as (

    select distinct
        formed.basket,
        formed.basket_id,
        products.product_id
    from {{ ref('int_baskets_formed') }} as formed
    inner join products
        on formed.order_id = products.order_id

),

counted as (

    select
        held.*,
        baskets.customer_kind,
        baskets.margin_amount,
        count(*) over (partition by held.basket, held.product_id) as product_basket_count

    from held

    inner join baskets
        on
            held.basket = baskets.basket
            and held.basket_id = baskets.basket_id

)

select *
from counted
where product_basket_count >= {{ var('association_min_baskets') | int }}
