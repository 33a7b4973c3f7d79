{#-
    How many periods in a row a customer has lost money in, up to the latest with postings: months
    by the as-of date, fiscal years that have ended. A period without postings neither ends a
    streak nor lengthens it; what was spent before the first order is no customer's loss yet.
-#}
with

periods as (

    select
        periods.customer_id,
        periods.period_type,
        periods.period_start,
        periods.known_cm2_amount

    from {{ ref('int_customer_periods_summed') }} as periods

    inner join {{ ref('int_buyers_dated') }} as buyers
        on periods.customer_id = buyers.customer_id

    left join {{ ref('int_fiscal_years_closed') }} as years
        on
            periods.period_type = 'year'
            and periods.period_start = years.year_start

    where
        periods.period_type = 'month'
        and periods.period_start <= {{ as_of_date() }}
        and periods.period_start >= buyers.first_order_month
        or years.is_complete_year
        and years.next_year_start > buyers.first_ordered_date

),

last_gains as (

    select
        customer_id,
        period_type,
        max(period_start) as period_start
    from periods
    where known_cm2_amount >= 0
    group by
        customer_id,
        period_type

)

select
    periods.customer_id,
    periods.period_type,
    count(*) as losing_count,
    min(periods.period_start) as losing_since

from periods

left join last_gains
    on
        periods.customer_id = last_gains.customer_id
        and periods.period_type = last_gains.period_type

where periods.period_start > coalesce(last_gains.period_start, date '0001-01-01')

group by
    periods.customer_id,
    periods.period_type
