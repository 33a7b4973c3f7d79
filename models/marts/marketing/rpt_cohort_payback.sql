with

cohorts as (

    select * from {{ ref('int_cohorts_costed') }}

),

paid_back as (

    select * from {{ ref('int_cohorts_paid_back') }}

),

joined as (

    select
        cohorts.*,
        case when cohorts.cac_name = 'cac_fully_loaded' then 'cm2_before_acquisition' else 'cm2' end
            as margin_basis,
        paid_back.payback_month,
        cast(paid_back.net_revenue_amount as decimal(18, 4)) as known_net_revenue_amount,
        cast(paid_back.margin_amount as decimal(18, 4)) as known_margin_amount,
        cast(paid_back.cm2_amount as decimal(18, 4)) as known_cm2_amount,
        cast(paid_back.margin_12_months_amount as decimal(18, 4)) as known_margin_12_months_amount,
        cast(paid_back.margin_24_months_amount as decimal(18, 4)) as known_margin_24_months_amount,
        paid_back.unknown_amount_count

    from cohorts

    left join paid_back
        on
            cohorts.cohort_type = paid_back.cohort_type
            and cohorts.cohort_start = paid_back.cohort_start
            and cohorts.dimension = paid_back.dimension
            and cohorts.dimension_value = paid_back.dimension_value
            and cohorts.cac_name = paid_back.cac_name

),

final as (

    select
        cohort_type,
        cohort_start,
        dimension,
        dimension_value,
        cac_name,
        margin_basis,
        cast(customer_count as bigint) as customer_count,
        acquisition_cost_amount as known_acquisition_cost_amount,
        cast(unpriced_cost_count as bigint) as unpriced_cost_count,
        case when has_cac then {{ rounded_quotient('acquisition_cost_amount', 'customer_count') }} end
            as cac_amount,
        months_observed,
        known_net_revenue_amount,
        known_cm2_amount,
        known_margin_amount,
        cast(unknown_amount_count as bigint) as unknown_amount_count,
        cast(payback_month as integer) as payback_month,
        {{ rounded_quotient('known_net_revenue_amount', 'customer_count * months_observed') }}
            as arpa_amount,
        {{ ratio('known_margin_amount', 'known_net_revenue_amount') }} as margin_rate,
        case
            -- months beyond a hundred years say that nothing is earned, not when it will be
            when
                has_cac
                and known_margin_amount > 0
                and acquisition_cost_amount * months_observed <= known_margin_amount * 1200
                then {{ rounded_quotient(
                    'acquisition_cost_amount * months_observed', 'known_margin_amount'
                ) }}
        end as payback_simple_months,
        known_margin_12_months_amount,
        case
            when has_cac
                then {{ ratio('known_margin_12_months_amount', 'acquisition_cost_amount') }}
        end as ltv_cac_12_months_rate,
        known_margin_24_months_amount,
        case
            when has_cac
                then {{ ratio('known_margin_24_months_amount', 'acquisition_cost_amount') }}
        end as ltv_cac_24_months_rate,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from joined

)

select * from final
