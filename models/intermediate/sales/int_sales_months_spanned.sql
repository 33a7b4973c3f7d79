{#-
    Every month that sales are reported for: from the first thing that sales people did or closed to
    the as-of date. A CRM is often older than the orders that landed with it.
-#}
with

first_days as (

    select min(created_date) as date_day
    from {{ ref('int_opportunities_described') }}

    union all

    select min(closed_date) as date_day
    from {{ ref('int_opportunities_described') }}

    union all

    select min(created_date) as date_day
    from {{ ref('int_leads_described') }}

    union all

    select min(work_date) as date_day
    from {{ ref('int_work_timed') }}

    union all

    select min(date_day) as date_day
    from {{ ref('int_dates_spanned') }}

),

bounds as (

    select
        min(date_day) as first_day,
        {{ as_of_date() }} as last_day
    from first_days

),

days as (

    {{ days_between('(select first_day from bounds)', '(select last_day from bounds)') }}

)

select distinct {{ month_start('date_day') }} as month_start

from days
