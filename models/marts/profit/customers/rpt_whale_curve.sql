with

final as (

    select
        years.fiscal_year,
        curve.profit_rank,
        curve.customer_id,
        curve.segment,
        curve.decile,
        curve.is_incomplete,
        curve.known_cm2_amount,
        curve.cumulative_profit_amount,
        curve.customer_share_rate,
        curve.cumulative_profit_rate,
        curve.decile_profit_amount,
        curve.decile_profit_rate,
        curve.customer_count,
        curve.profitable_customer_count,
        curve.profitable_customer_rate,
        curve.losing_customer_count,
        curve.inactive_customer_count,
        curve.never_bought_count,
        curve.total_profit_amount,
        curve.peak_profit_amount,
        curve.peak_profit_rate,
        curve.tail_loss_amount,
        curve.inactive_profit_amount,
        curve.never_bought_profit_amount,
        curve.nobodys_profit_amount,
        curve.company_profit_amount,
        years.is_complete_year,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from {{ ref('int_whale_curve_drawn') }} as curve

    inner join {{ ref('int_fiscal_years_closed') }} as years
        on curve.year_start = years.year_start

)

select * from final
