with

slices as (

    select * from {{ ref('int_acquisition_slices_summed') }}

),

cycles as (

    select * from {{ ref('int_lead_cycles_measured') }}

),

earlier as (

    select
        slices.dimension,
        slices.dimension_value,
        {{ months_later('slices.month_start', 'cycles.cycle_months') }} as month_start,
        slices.known_campaign_spend_amount,
        slices.known_paid_spend_amount,
        slices.known_fully_loaded_amount,
        slices.unpriced_cost_count,
        slices.unpriced_campaign_count

    from slices

    cross join cycles

),

final as (

    select
        slices.month_start,
        slices.dimension,
        slices.dimension_value,
        cast('last_non_direct' as varchar) as attribution_model,
        cast(slices.new_customer_count as bigint) as new_customer_count,
        cast(slices.given_back_customer_count as bigint) as given_back_customer_count,
        cast(slices.paid_customer_count as bigint) as paid_customer_count,
        {%- for kind in acquisition_cost_kinds() %}
        slices.known_{{ kind }}_amount,
        {%- endfor %}
        slices.known_campaign_spend_amount,
        slices.known_paid_spend_amount,
        slices.known_fully_loaded_amount,
        cast(slices.unpriced_cost_count as bigint) as unpriced_cost_count,
        {{ cost_per_customer(
            'slices.known_campaign_spend_amount', 'slices.new_customer_count', 'slices.unpriced_campaign_count'
        ) }} as cac_blended_amount,
        {{ cost_per_customer(
            'slices.known_paid_spend_amount', 'slices.paid_customer_count', 'slices.unpriced_campaign_count'
        ) }} as cac_paid_amount,
        case
            when slices.dimension = 'company'
                then {{ cost_per_customer(
                    'slices.known_fully_loaded_amount', 'slices.new_customer_count', 'slices.unpriced_cost_count'
                ) }}
        end as cac_fully_loaded_amount,
        {{ none_where('slices.new_customer_count > 0', 'slices.known_campaign_spend_amount') }}
            as spend_unconverted_amount,
        cycles.cycle_months as lag_months,
        cycles.cycle_count as lag_customer_count,
        earlier.known_campaign_spend_amount as lagged_campaign_spend_amount,
        earlier.known_paid_spend_amount as lagged_paid_spend_amount,
        earlier.known_fully_loaded_amount as lagged_fully_loaded_amount,
        {{ cost_per_customer(
            'earlier.known_campaign_spend_amount', 'slices.new_customer_count', 'earlier.unpriced_campaign_count'
        ) }} as cac_blended_lagged_amount,
        {{ cost_per_customer(
            'earlier.known_paid_spend_amount', 'slices.paid_customer_count', 'earlier.unpriced_campaign_count'
        ) }} as cac_paid_lagged_amount,
        case
            when slices.dimension = 'company'
                then {{ cost_per_customer(
                    'earlier.known_fully_loaded_amount', 'slices.new_customer_count', 'earlier.unpriced_cost_count'
                ) }}
        end as cac_fully_loaded_lagged_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from slices

    cross join cycles

    -- a month before the first one is not a month without spend
    left join earlier
        on
            slices.dimension = earlier.dimension
            and slices.dimension_value = earlier.dimension_value
            and slices.month_start = earlier.month_start

)

select * from final
