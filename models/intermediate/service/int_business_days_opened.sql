{#-
    When service is open, as UTC moments, and how long it had been open before each day. The open
    time between two moments is then a difference of two sums, whatever lies between them: nights,
    holidays, weekends, or the hour that daylight saving takes and gives.
-#}
with

days as (

    select
        date_day,
        {{ iso_day_of_week('date_day') }} as iso_weekday
    from {{ ref('int_dates_spanned') }}

),

opening_hours as (

    select * from {{ ref('business_hours') }}

),

holidays as (

    select * from {{ ref('public_holidays') }}

),

opened as (

    select
        days.date_day,
        {{ moment_in_zone('days.date_day', 'opening_hours.opens_at', var('service_time_zone')) }}
            as opened_at,
        {{ moment_in_zone('days.date_day', 'opening_hours.closes_at', var('service_time_zone')) }}
            as closed_at

    from days

    left join holidays
        on days.date_day = holidays.holiday_date

    left join opening_hours
        on
            days.iso_weekday = opening_hours.iso_weekday
            and {{ effective_at('days.date_day', 'opening_hours') }}
            and holidays.holiday_date is null

),

timed as (

    select
        *,
        coalesce({{ seconds_between('opened_at', 'closed_at') }}, 0) as open_seconds
    from opened

)

select
    *,
    cast(coalesce(sum(open_seconds) over (
        order by date_day rows between unbounded preceding and 1 preceding
    ), 0) as bigint) as open_seconds_before

from timed
