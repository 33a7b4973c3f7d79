{#- The cells of the cohort triangle with what each cohort brought so far; unripe cells are empty. -#}
{%- set cohort = 'relationship, cohort_month, dimension, dimension_value' -%}
with

cumulated as (

    select
        *,
        sum(known_net_revenue_amount) over (
            partition by {{ cohort }} order by age_months
            rows between unbounded preceding and current row
        ) as revenue_so_far_amount,
        sum(known_cm2_amount) over (
            partition by {{ cohort }} order by age_months
            rows between unbounded preceding and current row
        ) as cm2_so_far_amount,
        sum(unknown_amount_count) over (
            partition by {{ cohort }} order by age_months
            rows between unbounded preceding and current row
        ) as unknown_so_far_count,
        sum(last_active_count) over (
            partition by {{ cohort }} order by age_months
            rows between unbounded preceding and current row
        ) - last_active_count as gone_before_count

    from {{ ref('int_cohorts_followed') }}

),

ripened as (

    select
        relationship,
        cohort_month,
        age_months,
        dimension,
        dimension_value,
        cohort_customer_count,
        is_mature,
        case when is_mature then active_count end as active_customer_count,
        case when is_mature then cast(cohort_customer_count - gone_before_count as bigint) end
            as still_active_customer_count,
        case when is_mature then cast(known_net_revenue_amount as decimal(18, 4)) end
            as known_net_revenue_amount,
        case when is_mature then cast(revenue_so_far_amount as decimal(18, 4)) end
            as known_cumulative_net_revenue_amount,
        case when is_mature then cast(known_cm2_amount as decimal(18, 4)) end as known_cm2_amount,
        case when is_mature then cast(cm2_so_far_amount as decimal(18, 4)) end as known_cumulative_cm2_amount,
        case when is_mature then cast(unknown_so_far_count as bigint) end as unknown_amount_count

    from cumulated

)

select
    *,
    {{ ratio('active_customer_count', 'cohort_customer_count') }} as bounded_retention_rate,
    {{ ratio('still_active_customer_count', 'cohort_customer_count') }} as unbounded_retention_rate,
    {{ rounded_quotient('known_cumulative_net_revenue_amount', 'cohort_customer_count') }}
        as known_cumulative_revenue_per_customer_amount,
    {{ rounded_quotient('known_cumulative_cm2_amount', 'cohort_customer_count') }}
        as known_cumulative_cm2_per_customer_amount,
    cohort_customer_count < {{ var('retention_min_customers') | int }} as is_small_base

from ripened
