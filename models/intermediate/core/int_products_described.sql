{#-
    Every product that is listed, sold or costed. A product that is sold but not listed still
    has a row, so that no order line falls out of a join; an empty product id is `unknown`. Shipping
    and what no product can carry are products of their own.
-#}
with

listed as (

    select * from {{ ref('stg_orders__products') }}

),

mentioned as (

    select coalesce(product_id, 'unknown') as product_id
    from {{ ref('stg_orders__order_lines') }}

    union

    select product_id
    from {{ ref('stg_costs__product_costs') }}

    union

    select product_id
    from listed

),

described as (

    select
        mentioned.product_id,
        listed.sku,
        coalesce(
            listed.product_name,
            case when mentioned.product_id = 'unknown' then 'Unknown product' end
        ) as product_name,
        listed.category,
        listed.subcategory,
        coalesce(listed.product_type, 'goods') as product_type,
        listed.launched_on,
        listed.product_id is not null as is_listed,
        coalesce(listed.is_deleted, false) as is_deleted

    from mentioned

    left join listed
        on mentioned.product_id = listed.product_id

    union all

    select
        product_id,
        null as sku,
        product_name,
        null as category,
        null as subcategory,
        'service' as product_type,
        null as launched_on,
        false as is_listed,
        false as is_deleted

    from (
        values
        ('shipping', 'Shipping charged'),
        ('unallocated', 'Amounts no product can carry')
    ) as order_level (product_id, product_name)  -- noqa: AL05

    where product_id not in (select mentioned.product_id from mentioned)

)

select * from described
