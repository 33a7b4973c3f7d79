{#-
    The back-test in its slices: each method over all past days and on each of them, and what is
    published by bins of like predictions.
-#}
with

compared as (

    select * from {{ ref('int_value_methods_compared') }}

),

calibrations as (

    select * from {{ ref('int_value_calibrations_binned') }}

),

calibrated as (

    select
        quantity,
        method,
        {{ steady_sum('abs(predicted - actual)') }} / sum(customers) as calibration_error
    from calibrations
    where quantity = 'activity'
    group by
        quantity,
        method

),

in_all as (

    select
        quantity,
        method,
        sum(customers) as customers,
        {{ steady_sum('absolute_error') }} as absolute_error,
        {{ steady_sum('squared_error') }} as squared_error,
        {{ steady_sum('predicted') }} as predicted,
        {{ steady_sum('actual') }} as actual
    from compared
    group by
        quantity,
        method

)

select
    in_all.quantity,
    in_all.method,
    'all' as slice_type,
    cast(0 as bigint) as slice_number,
    cast(null as date) as origin_date,
    cast(in_all.customers as bigint) as customers,
    in_all.absolute_error,
    in_all.squared_error,
    in_all.predicted,
    in_all.actual,
    calibrated.calibration_error

from in_all

left join calibrated
    on
        in_all.quantity = calibrated.quantity
        and in_all.method = calibrated.method

union all

select
    quantity,
    method,
    'origin' as slice_type,
    row_number() over (partition by quantity, method order by origin_date desc) as slice_number,
    origin_date,
    customers,
    absolute_error,
    squared_error,
    predicted,
    actual,
    null as calibration_error

from compared

union all

select
    quantity,
    method,
    'bin' as slice_type,
    bin as slice_number,
    null as origin_date,
    customers,
    absolute_error,
    squared_error,
    predicted,
    actual,
    null as calibration_error

from calibrations
