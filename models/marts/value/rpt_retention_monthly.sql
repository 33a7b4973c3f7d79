with

retention_rates_measured as (

    select * from {{ ref('int_retention_rates_measured') }}

),

final as (

    select
        month_start,
        relationship,
        window_months,
        dimension,
        dimension_value,
        start_customer_count,
        is_small_base,
        retained_customer_count,
        churned_customer_count,
        new_customer_count,
        reactivated_customer_count,
        end_customer_count,
        expanded_customer_count,
        contracted_customer_count,
        unchanged_customer_count,
        lapsed_within_count,
        logo_retention_rate,
        logo_churn_rate,
        known_start_revenue_amount,
        known_new_revenue_amount,
        known_reactivation_revenue_amount,
        known_expansion_revenue_amount,
        known_contraction_revenue_amount,
        known_churn_revenue_amount,
        known_fx_revenue_amount,
        known_end_revenue_amount,
        known_after_sale_revenue_amount,
        known_revenue_base_amount,
        known_gross_retained_revenue_amount,
        known_net_retained_revenue_amount,
        gross_revenue_retention_rate,
        net_revenue_retention_rate,
        known_start_cm2_amount,
        known_kept_cm2_amount,
        known_end_cm2_amount,
        profit_retention_rate,
        unknown_amount_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from retention_rates_measured

)

select * from final
