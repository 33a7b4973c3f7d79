with

months as (

    select * from {{ ref('int_customer_months_summed') }}

),

final as (

    select
        customer_id,
        month_start,
        order_count,
        return_count,
        {{ profit_column_names() | join(',\n        ') }},
        left_out_net_revenue_amount,
        left_out_line_count,
        left_out_amount_count,
        uncosted_net_revenue_amount,
        unpriced_line_count,
        uncosted_line_count,
        unknown_amount_count,
        goodwill_amount,
        gift_card_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from months

)

select * from final
