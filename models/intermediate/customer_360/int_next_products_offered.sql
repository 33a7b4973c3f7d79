{{ config(materialized='table') }}

{#-
    One product that a customer does not have and that goes with one of the three they buy most: the
    one from which baskets of customers of their own kind earn most more, weighed with how often it
    really goes along: what a firm's basket earns is no promise to a person. No product is offered that
    goes along by chance, costs margin, or of which too few such baskets are known to earn it.
-#}
with

products as (

    select * from {{ ref('int_customer_products_ranked') }}

),

pairs as (

    select
        *,
        {{ multiply('margin_lift_amount', 'confidence_rate') }} as weighed_lift_amount
    from {{ ref('int_products_associated') }}
    where
        basket = 'customer_90_days'
        and customer_kind <> 'all'
        and shrunk_lift > 1
        and margin_lift_amount > 0

),

offers as (

    select
        products.customer_id,
        pairs.other_product_id as product_id,
        products.product_id as because_of_product_id,
        pairs.customer_kind,
        pairs.shrunk_lift,
        pairs.confidence_rate,
        pairs.margin_lift_amount,
        row_number() over (
            partition by products.customer_id
            order by
                pairs.weighed_lift_amount desc,
                pairs.shrunk_lift desc,
                pairs.other_product_id asc,
                products.product_id asc
        ) as offer_rank

    from products

    inner join {{ ref('int_customers_described') }} as customers
        on products.customer_id = customers.customer_id

    inner join pairs
        on
            products.product_id = pairs.product_id
            and customers.customer_kind = pairs.customer_kind

    left join products as had
        on
            products.customer_id = had.customer_id
            and pairs.other_product_id = had.product_id

    where
        products.product_rank <= 3
        and had.customer_id is null

)

select
    customer_id,
    product_id,
    because_of_product_id,
    customer_kind,
    shrunk_lift,
    confidence_rate,
    margin_lift_amount

from offers

where offer_rank = 1
