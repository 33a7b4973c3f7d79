{#-
    The periods in which commission is counted, and the days on which they close. What is known up
    to and on the day of closing stands in the period's own statement; what becomes known later
    stands in the statement that is open on that day. Nothing closes before the first batch of
    orders has landed: what came with it is the opening balance and belongs to its own period.
-#}
{%- set months = var('commission_period_months') | int -%}
with

bounds as (

    select
        {{ year_start(days_later("min(date_day)", -366)) }} as first_day,
        {{ year_end(days_later('max(date_day)', 366)) }} as last_day

    from {{ ref('int_dates_spanned') }}

),

days as (

    {{ days_between('(select first_day from bounds)', '(select last_day from bounds)') }}

),

numbered as (

    select distinct
        {{ month_start('date_day') }} as month_start,
        {{ integer_quotient(
            month_index('date_day') ~ ' - ' ~ (var('fiscal_year_start_month') | int - 1), months
        ) }} as period_number

    from days

),

periods as (

    select
        min(month_start) as period_start,
        lead(min(month_start)) over (order by period_number) as period_end

    from numbered

    group by period_number

),

opening as (

    select coalesce(min(known_from), {{ as_of_date() }}) as first_batch_date
    from {{ ref('stg_orders__order_versions') }}

),

closed as (

    select
        periods.period_start,
        periods.period_end,
        greatest(
            {{ days_later('periods.period_end', var('commission_close_days')) }},
            opening.first_batch_date
        ) as closed_on

    from periods

    cross join opening

    where
        periods.period_start <= {{ days_later(as_of_date(), 1) }}
        and periods.period_end > (select min(spanned.date_day) from {{ ref('int_dates_spanned') }} as spanned)

)

select
    period_start,
    period_end,
    closed_on,
    closed_on < {{ as_of_date() }} as is_closed,
    -- the day whose knowledge the statement is made of
    least(closed_on, {{ as_of_date() }}) as read_on,
    -- days on which this is the earliest period that is still open
    {{ days_later('lag(closed_on) over (order by period_start)', 1) }} as valid_from,
    {{ days_later('closed_on', 1) }} as valid_to

from closed
