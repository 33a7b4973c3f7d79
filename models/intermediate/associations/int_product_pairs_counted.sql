{{ config(materialized='table') }}

{#-
    How many baskets hold two products, and what those baskets earned: all baskets, and those of each
    kind of customer. A pair that too few baskets of a kind hold is no pair of that kind.
-#}
with

listed as (

    select * from {{ ref('int_basket_products_listed') }}

),

counted as (

    select
        one.basket,
        one.customer_kind,
        one.product_id,
        other.product_id as other_product_id,
        count(*) as pair_basket_count,
        count(one.margin_amount) as known_count,
        {{ sum_money('one.margin_amount') }} as margin_amount

    from listed as one

    inner join listed as other
        on
            one.basket = other.basket
            and one.basket_id = other.basket_id
            and one.product_id <> other.product_id

    group by
        one.basket,
        one.customer_kind,
        one.product_id,
        other.product_id

)

-- a basket is of one kind, so the kinds add up to all baskets
select
    basket,
    coalesce(customer_kind, 'all') as customer_kind,
    product_id,
    other_product_id,
    cast(sum(pair_basket_count) as bigint) as pair_basket_count,
    cast(sum(known_count) as bigint) as known_count,
    {{ sum_money('margin_amount') }} as margin_amount

from counted

group by
    grouping sets (  -- noqa: LT02, PRS
        (basket, product_id, other_product_id),
        (basket, customer_kind, product_id, other_product_id)
    )

having sum(pair_basket_count) >= {{ var('association_min_baskets') | int }}
