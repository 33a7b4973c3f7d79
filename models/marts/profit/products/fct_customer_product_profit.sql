with

summed as (

    select
        customer_id,
        product_id,
        {{ fiscal_year('month_start') }} as fiscal_year,
        {{ product_sums() }}

    from {{ ref('int_customer_products_summed') }}

    group by
        customer_id,
        product_id,
        {{ fiscal_year('month_start') }}

),

final as (

    select
        customer_id,
        product_id,
        fiscal_year,
        quantity,
        returned_quantity,
        order_count,
        {{ waterfall_columns() }},
        known_net_revenue_amount,
        known_gross_profit_amount,
        left_out_net_revenue_amount,
        left_out_line_count,
        uncosted_net_revenue_amount,
        unpriced_line_count,
        uncosted_line_count,
        unknown_amount_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from summed

)

select * from final
