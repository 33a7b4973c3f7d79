with

final as (

    select
        from_fiscal_year,
        to_fiscal_year,
        from_tier,
        to_tier,
        count(*) as customer_count,
        {{ sum_money('from_cm2_amount') }} as from_cm2_amount,
        {{ sum_money('to_cm2_amount') }} as to_cm2_amount,
        {{ sum_money('to_cm2_amount - from_cm2_amount') }} as cm2_change_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from {{ ref('int_tiers_migrated') }}

    group by
        from_fiscal_year,
        to_fiscal_year,
        from_tier,
        to_tier

)

select * from final
