{{ config(materialized='table') }}

{#-
    Every day of every quota: whether it is a working day, and the team its holder is in, or that the
    holder is not here: had not joined yet, or had left. Of somebody of whom no stint is known nobody
    can say so. Where quotas of a person overlap, the day counts for a month by the shortest of them.
-#}
with

quotas as (

    select
        *,
        user_id || ':' || cast(period_start as varchar) || ':' || cast(period_end as varchar) as quota_id
    from {{ ref('int_coverage_quotas_priced') }}

),

bounds as (

    select
        min(period_start) as first_day,
        max(period_end) as end_day
    from quotas

),

days as (

    {{ days_between('(select first_day from bounds)', '(select end_day from bounds)') }}

),

opening_hours as (

    select * from {{ ref('business_hours') }}

),

calendar as (

    select
        days.date_day,
        opening_hours.iso_weekday is not null as is_working_day

    from days

    left join {{ ref('public_holidays') }} as holidays
        on days.date_day = holidays.holiday_date

    left join opening_hours
        on
            {{ iso_day_of_week('days.date_day') }} = opening_hours.iso_weekday
            and {{ effective_at('days.date_day', 'opening_hours') }}
            and holidays.holiday_date is null

),

people as (

    select distinct user_id from {{ ref('int_salesperson_stints_windowed') }}

)

select
    quotas.quota_id,
    quotas.user_id,
    quotas.period_start,
    quotas.period_end,
    quotas.quota_amount,
    calendar.date_day,
    calendar.is_working_day,
    people.user_id is null or stints.user_id is not null as is_present,
    coalesce(stints.team_id, 'unassigned') as team_id,
    row_number() over (
        partition by quotas.user_id, calendar.date_day
        order by {{ days_after('quotas.period_end', 'quotas.period_start') }}, quotas.period_start desc
    ) = 1 as is_of_shortest

from quotas

inner join calendar
    on
        quotas.period_start <= calendar.date_day
        and quotas.period_end > calendar.date_day

left join people
    on quotas.user_id = people.user_id

left join {{ ref('int_salesperson_stints_windowed') }} as stints
    on
        quotas.user_id = stints.user_id
        and {{ effective_at('calendar.date_day', 'stints') }}
