with

cohort_cells_cumulated as (

    select * from {{ ref('int_cohort_cells_cumulated') }}

),

final as (

    select
        cohort_month,
        age_months,
        relationship,
        dimension,
        dimension_value,
        cohort_customer_count,
        is_small_base,
        is_mature,
        active_customer_count,
        bounded_retention_rate,
        still_active_customer_count,
        unbounded_retention_rate,
        known_net_revenue_amount,
        known_cumulative_net_revenue_amount,
        known_cumulative_revenue_per_customer_amount,
        known_cm2_amount,
        known_cumulative_cm2_amount,
        known_cumulative_cm2_per_customer_amount,
        unknown_amount_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from cohort_cells_cumulated

)

select * from final
