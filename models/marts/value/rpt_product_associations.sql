with

products_associated as (

    select * from {{ ref('int_products_associated') }}

),

final as (

    select
        basket,
        customer_kind,
        product_id,
        other_product_id,
        basket_count,
        product_basket_count,
        other_basket_count,
        pair_basket_count,
        support_rate,
        confidence_rate,
        lift,
        shrunk_lift,
        product_margin_count,
        pair_margin_count,
        product_margin_mean_amount,
        pair_margin_mean_amount,
        margin_lift_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from products_associated

)

select * from final
