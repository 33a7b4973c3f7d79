{{ config(materialized='table') }}

{#-
    How many baskets hold two products, and what those baskets earned: all baskets, and those of each
    kind of customer. A pair that too few baskets of a kind hold is no pair of that kind. The baskets
    are gone through once, and a pair is counted in one direction: that is most of the work of a build.
-#}
{%- set enough = var('association_min_baskets') | int -%}
{%- set kinds = {
    'all': '1 = 1',
    'company': "one.customer_kind = 'company'",
    'person': "one.customer_kind = 'person'",
    'unknown': "one.customer_kind = 'unknown'",
} -%}
with

listed as (

    select * from {{ ref('int_basket_products_listed') }}

),

counted as (

    select
        one.basket,
        one.product_id,
        {%- for kind, is_of_kind in kinds.items() %}
        count(case when {{ is_of_kind }} then 1 end) as {{ kind }}_basket_count,
        count(case when {{ is_of_kind }} then one.margin_amount end) as {{ kind }}_known_count,
        {{ sum_money('case when ' ~ is_of_kind ~ ' then one.margin_amount end') }}
            as {{ kind }}_margin_amount,
        {%- endfor %}
        other.product_id as other_product_id

    from listed as one

    inner join listed as other
        on
            one.basket = other.basket
            and one.basket_id = other.basket_id
            and one.product_id < other.product_id

    group by
        one.basket,
        one.product_id,
        other.product_id

    having count(*) >= {{ enough }}

)

{%- for kind in kinds %}
{%- for product, other in [('product_id', 'other_product_id'), ('other_product_id', 'product_id')] %}

select
    basket,
    '{{ kind }}' as customer_kind,
    {{ product }} as product_id,
    {{ other }} as other_product_id,
    {{ kind }}_basket_count as pair_basket_count,
    {{ kind }}_known_count as known_count,
    {{ kind }}_margin_amount as margin_amount
from counted
where {{ kind }}_basket_count >= {{ enough }}
{%- if not loop.last %}

union all
{%- endif %}
{%- endfor %}
{%- if not loop.last %}

union all
{%- endif %}
{%- endfor %}
