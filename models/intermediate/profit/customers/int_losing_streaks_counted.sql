{#-
    For every period of a customer with postings, how many in a row, up to and with it, lost money.
    A period in which nothing was posted neither ends a streak nor lengthens it.
-#}
with

numbered as (

    select
        customer_id,
        period_type,
        period_start,
        known_cm2_amount < 0 as is_losing,
        row_number() over (partition by customer_id, period_type order by period_start) as period_number
    from {{ ref('int_customer_periods_summed') }}

),

counted as (

    select
        *,
        period_number - coalesce(
            max(case when not is_losing then period_number end) over (
                partition by customer_id, period_type
                order by period_number
                rows between unbounded preceding and current row
            ),
            0
        ) as losing_count
    from numbered

)

select
    counted.customer_id,
    counted.period_type,
    counted.period_start,
    counted.losing_count,
    beginnings.period_start as losing_since

from counted

left join counted as beginnings
    on
        counted.customer_id = beginnings.customer_id
        and counted.period_type = beginnings.period_type
        and counted.period_number - counted.losing_count + 1 = beginnings.period_number
        and counted.losing_count > 0
