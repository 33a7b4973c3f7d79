with

slices as (

    select * from {{ ref('int_value_backtests_sliced') }}

),

chosen as (

    select * from {{ ref('int_value_methods_chosen') }}

),

ranges as (

    select * from {{ ref('int_value_ranges_tried') }}

),

final as (

    select
        slices.quantity,
        slices.method,
        slices.slice_type,
        slices.slice_number,
        slices.origin_date,
        case slices.quantity
            when 'activity' then {{ var('churn_horizon_days') | int }}
            else {{ var('clv_horizon_days') | int }}
        end as horizon_days,
        slices.method = chosen.method as is_published,
        case when slices.method = chosen.method then chosen.reason end as published_reason,
        slices.customers as customer_count,
        cast(slices.predicted as decimal(18, 4)) as predicted_sum,
        cast(slices.actual as decimal(18, 4)) as actual_sum,
        cast(slices.predicted / nullif(slices.actual, 0) as decimal(18, 6)) as predicted_per_actual,
        cast(slices.absolute_error / nullif(slices.customers, 0) as decimal(18, 6)) as mean_absolute_error,
        cast(sqrt(slices.squared_error / nullif(slices.customers, 0)) as decimal(18, 6))
            as root_mean_squared_error,
        case
            when slices.quantity = 'activity'
                then cast(slices.squared_error / nullif(slices.customers, 0) as decimal(18, 6))
        end as brier,
        cast(slices.calibration_error as decimal(18, 6)) as calibration_error,
        case
            when slices.quantity = 'margin' and slices.method = chosen.method then ranges.customers
        end as range_customer_count,
        case
            when slices.quantity = 'margin' and slices.method = chosen.method
                then {{ ratio('ranges.within_customers', 'ranges.customers') }}
        end as range_coverage_rate

    from slices

    inner join chosen
        on slices.quantity = chosen.quantity

    left join ranges
        on
            slices.slice_type = 'origin'
            and slices.origin_date = ranges.origin_date

)

select
    *,
    {{ as_of_date() }} as as_of_date,
    cast('{{ var("definition_version") }}' as varchar) as definition_version

from final
