with

backlogs as (

    select * from {{ ref('int_case_backlogs_counted') }}

),

waits as (

    select * from {{ ref('int_case_times_measured') }}

),

returned as (

    select * from {{ ref('int_returned_orders_counted') }}

),

slices as (

    select
        month_start,
        dimension,
        dimension_value
    from backlogs

    union

    select
        month_start,
        dimension,
        dimension_value
    from returned

),

joined as (

    select
        slices.*,
        coalesce(backlogs.opened_count, 0) as opened_count,
        coalesce(backlogs.closed_count, 0) as closed_count,
        coalesce(backlogs.open_at_end_count, 0) as open_at_end_count,
        coalesce(backlogs.complaint_count, 0) as complaint_count,
        coalesce(backlogs.contradicted_count, 0) as contradicted_count,
        coalesce(backlogs.unanswered_count, 0) as unanswered_count,
        coalesce(responses.case_count, 0) as timed_response_count,
        coalesce(responses.open_seconds, 0) as response_open_seconds_sum,
        coalesce(responses.clock_seconds, 0) as response_clock_seconds_sum,
        responses.median_open_seconds as response_median_open_seconds,
        coalesce(resolutions.case_count, 0) as timed_resolution_count,
        coalesce(resolutions.open_seconds, 0) as resolution_open_seconds_sum,
        coalesce(resolutions.clock_seconds, 0) as resolution_clock_seconds_sum,
        resolutions.median_open_seconds as resolution_median_open_seconds,
        case
            when slices.dimension in ('company', 'segment', 'region') then coalesce(returned.order_count, 0)
        end
            as order_count,
        case
            when
                slices.dimension in ('company', 'segment', 'region')
                then coalesce(returned.returned_order_count, 0)
        end as returned_order_count,
        case
            when
                slices.dimension in ('company', 'segment', 'region')
                then coalesce(returned.days_to_return, 0)
        end as days_to_return_sum

    from slices

    left join backlogs
        on
            slices.month_start = backlogs.month_start
            and slices.dimension = backlogs.dimension
            and slices.dimension_value = backlogs.dimension_value

    left join waits as responses
        on
            slices.month_start = responses.month_start
            and slices.dimension = responses.dimension
            and slices.dimension_value = responses.dimension_value
            and responses.milestone = 'response'

    left join waits as resolutions
        on
            slices.month_start = resolutions.month_start
            and slices.dimension = resolutions.dimension
            and slices.dimension_value = resolutions.dimension_value
            and resolutions.milestone = 'resolution'

    left join returned
        on
            slices.month_start = returned.month_start
            and slices.dimension = returned.dimension
            and slices.dimension_value = returned.dimension_value

)

select
    month_start,
    dimension,
    dimension_value,
    open_at_end_count - opened_count + closed_count as open_at_start_count,
    opened_count,
    closed_count,
    open_at_end_count,
    complaint_count,
    unanswered_count,
    contradicted_count,
    timed_response_count,
    response_open_seconds_sum,
    {{ ratio('response_open_seconds_sum', 'timed_response_count * 3600') }} as response_open_hours_mean,
    {{ ratio('response_median_open_seconds', '3600') }} as response_open_hours_median,
    response_clock_seconds_sum,
    {{ ratio('response_clock_seconds_sum', 'timed_response_count * 3600') }} as response_clock_hours_mean,
    timed_resolution_count,
    resolution_open_seconds_sum,
    {{ ratio('resolution_open_seconds_sum', 'timed_resolution_count * 3600') }} as resolution_open_hours_mean,
    {{ ratio('resolution_median_open_seconds', '3600') }} as resolution_open_hours_median,
    resolution_clock_seconds_sum,
    {{ ratio('resolution_clock_seconds_sum', 'timed_resolution_count * 3600') }}
        as resolution_clock_hours_mean,
    order_count,
    {{ ratio('complaint_count', 'order_count') }} as complaints_per_order,
    returned_order_count,
    {{ ratio('returned_order_count', 'order_count') }} as returned_order_rate,
    days_to_return_sum,
    {{ ratio('days_to_return_sum', 'returned_order_count') }} as days_to_return_mean,
    {{ as_of_date() }} as as_of_date,
    '{{ var("definition_version") }}' as definition_version

from joined
