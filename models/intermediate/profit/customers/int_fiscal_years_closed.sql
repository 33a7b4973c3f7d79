{#-
    Every fiscal year in which anything was posted, and all between them and the as-of date, with
    the day on which its books are closed: the tiers of a year count from that day on.
-#}
with

bounds as (

    select
        min(month_start) as first_day,
        greatest(max(month_start), {{ as_of_date() }}) as last_day
    from {{ ref('int_customer_months_summed') }}

),

days as (

    {{ days_between('(select first_day from bounds)', '(select last_day from bounds)') }}

),

years as (

    select distinct
        {{ fiscal_year('date_day') }} as fiscal_year,
        {{ fiscal_period_start('year', 'date_day') }} as year_start
    from days

),

ended as (

    select
        *,
        {{ months_later('year_start', 12) }} as next_year_start
    from years

),

closed as (

    select
        *,
        {{ days_later('next_year_start', -1 + var('tier_close_days') | int) }} as closed_on
    from ended

)

select
    *,
    next_year_start <= {{ days_later(as_of_date(), 1) }} as is_complete_year,
    closed_on <= {{ as_of_date() }} as is_closed

from closed
