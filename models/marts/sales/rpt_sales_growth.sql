with

compared as (

    select * from {{ ref('int_sales_growth_compared') }}

),

final as (

    select
        period_type,
        comparison,
        period_start,
        period_end,
        is_running,
        earlier_start,
        earlier_end,
        earlier_elapsed_end,
        dimension,
        dimension_value,
        priced_sales_amount,
        unknown_amount_count,
        is_earlier_known,
        priced_earlier_amount,
        earlier_unknown_amount_count,
        {{ change('priced_sales_amount', 'priced_earlier_amount') }} as change_amount,
        {{ growth('priced_sales_amount', 'priced_earlier_amount') }} as priced_growth_rate,
        priced_earlier_elapsed_amount,
        earlier_elapsed_unknown_count,
        {{ change('priced_sales_amount', 'priced_earlier_elapsed_amount') }} as same_elapsed_change_amount,
        {{ growth('priced_sales_amount', 'priced_earlier_elapsed_amount') }}
            as same_elapsed_priced_growth_rate,
        unknown_amount_count + earlier_unknown_amount_count > 0 as has_unknowns,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from compared

)

select * from final
