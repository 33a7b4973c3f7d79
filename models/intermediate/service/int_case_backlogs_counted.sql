{#-
    What came in, what was closed and what lay there, by month. Every slice has a row for every month
    from its first case on, so that a quiet month still shows what lay there.
-#}
with

cases as (

    select * from {{ ref('int_cases_sliced') }}

),

months as (

    select distinct {{ month_start('date_day') }} as month_start
    from {{ ref('int_dates_spanned') }}
    where date_day <= {{ as_of_date() }}

),

slices as (

    select
        dimension,
        dimension_value,
        min(opened_month) as first_month
    from cases
    group by
        dimension,
        dimension_value

),

opened as (

    select
        dimension,
        dimension_value,
        opened_month as month_start,
        count(*) as opened_count,
        count(case when category = 'complaint' then case_id end) as complaint_count,
        count(case when is_time_contradicted then case_id end) as contradicted_count,
        count(case when not is_answered then case_id end) as unanswered_count
    from cases
    group by
        dimension,
        dimension_value,
        opened_month

),

closed as (

    select
        dimension,
        dimension_value,
        closed_month as month_start,
        count(*) as closed_count
    from cases
    where closed_month is not null
    group by
        dimension,
        dimension_value,
        closed_month

),

counted as (

    select
        months.month_start,
        slices.dimension,
        slices.dimension_value,
        coalesce(opened.opened_count, 0) as opened_count,
        coalesce(closed.closed_count, 0) as closed_count,
        coalesce(opened.complaint_count, 0) as complaint_count,
        coalesce(opened.contradicted_count, 0) as contradicted_count,
        coalesce(opened.unanswered_count, 0) as unanswered_count

    from months

    inner join slices
        on months.month_start >= slices.first_month

    left join opened
        on
            slices.dimension = opened.dimension
            and slices.dimension_value = opened.dimension_value
            and months.month_start = opened.month_start

    left join closed
        on
            slices.dimension = closed.dimension
            and slices.dimension_value = closed.dimension_value
            and months.month_start = closed.month_start

)

select
    *,
    cast(sum(opened_count - closed_count) over (
        partition by dimension, dimension_value order by month_start
        rows between unbounded preceding and current row
    ) as bigint) as open_at_end_count

from counted
