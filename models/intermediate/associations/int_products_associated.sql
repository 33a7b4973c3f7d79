{{ config(materialized='table') }}

{#-
    How much more often than by chance two products are in one basket, and what a basket with the one
    earns more when the other is in it too: of all baskets, and of those of each kind of customer alone,
    because firms buy more of everything than people do. Few coincidences prove nothing: the shrunk lift
    counts as if a few more baskets had been pure chance, and a mean of few margins is no margin.
    An association and no effect.
-#}
{%- set prior = var('association_prior_baskets') | int -%}
{%- set enough = var('association_min_baskets') | int -%}
with

listed as (

    select * from {{ ref('int_basket_products_listed') }}

),

totals as (

    select
        basket,
        coalesce(customer_kind, 'all') as customer_kind,
        count(distinct basket_id) as basket_count
    from {{ ref('int_baskets_formed') }}
    group by
        grouping sets (  -- noqa: LT02, PRS
            (basket),
            (basket, customer_kind)
        )

),

singles as (

    select
        basket,
        coalesce(customer_kind, 'all') as customer_kind,
        product_id,
        count(*) as product_basket_count,
        count(margin_amount) as known_count,
        {{ sum_money('margin_amount') }} as margin_amount
    from listed
    group by
        grouping sets (  -- noqa: LT02, PRS
            (basket, product_id),
            (basket, customer_kind, product_id)
        )

),

pairs as (

    select * from {{ ref('int_product_pairs_counted') }}

),

measured as (

    select
        pairs.basket,
        pairs.customer_kind,
        pairs.product_id,
        pairs.other_product_id,
        totals.basket_count,
        one.product_basket_count,
        other.product_basket_count as other_basket_count,
        pairs.pair_basket_count,
        one.known_count as product_margin_count,
        pairs.known_count as pair_margin_count,
        {{ rounded_quotient('one.margin_amount', 'one.known_count') }} as product_margin_mean_amount,
        {{ rounded_quotient('pairs.margin_amount', 'pairs.known_count') }} as pair_margin_mean_amount

    from pairs

    inner join totals
        on
            pairs.basket = totals.basket
            and pairs.customer_kind = totals.customer_kind

    inner join singles as one
        on
            pairs.basket = one.basket
            and pairs.customer_kind = one.customer_kind
            and pairs.product_id = one.product_id

    inner join singles as other
        on
            pairs.basket = other.basket
            and pairs.customer_kind = other.customer_kind
            and pairs.other_product_id = other.product_id

)

select
    *,
    {{ ratio('pair_basket_count', 'basket_count') }} as support_rate,
    {{ ratio('pair_basket_count', 'product_basket_count') }} as confidence_rate,
    {{ ratio('pair_basket_count * basket_count', 'product_basket_count * other_basket_count') }} as lift,
    {{ ratio(
        '(pair_basket_count + ' ~ prior ~ ') * basket_count',
        '(product_basket_count * other_basket_count + ' ~ prior ~ ' * basket_count)'
    ) }} as shrunk_lift,
    case
        -- every basket with the pair is one with the product, so as many are known of it
        when pair_margin_count >= {{ enough }}
            then cast(pair_margin_mean_amount - product_margin_mean_amount as decimal(18, 4))
    end as margin_lift_amount

from measured
