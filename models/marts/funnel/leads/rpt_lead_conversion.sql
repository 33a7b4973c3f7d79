with

conversions as (

    select * from {{ ref('int_lead_conversions_counted') }}

),

final as (

    select
        month_start,
        dimension,
        dimension_value,
        lead_count,
        duplicate_count,
        not_a_lead_count,
        deleted_count,
        open_count,
        cohort_converted_count,
        cohort_won_deal_count,
        cohort_customer_count,
        period_customer_count,
        new_customer_count,
        {{ ratio('cohort_converted_count', 'lead_count') }} as lead_to_deal_cohort_rate,
        {{ ratio('cohort_won_deal_count', 'lead_count') }} as lead_to_win_cohort_rate,
        {{ ratio('cohort_customer_count', 'lead_count') }} as conversion_cohort_rate,
        case when not is_immature then {{ ratio('cohort_customer_count', 'lead_count') }} end
            as matured_conversion_cohort_rate,
        {{ ratio('period_customer_count', 'lead_count') }} as conversion_period_rate,
        {{ ratio('new_customer_count', 'lead_count') }} as all_customers_period_rate,
        is_immature,
        maturity_days,
        maturity_sample_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from conversions

)

select * from final
