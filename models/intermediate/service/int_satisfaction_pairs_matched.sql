{#-
    What a customer said and what it brought in the twelve months after the month of its answer, beside
    the twelve months before: its latest valid answer that is old enough for a year to have passed.
    A year with an unknown amount makes no pair.
-#}
with

answers as (

    select
        *,
        row_number() over (
            partition by survey_type, scale_max, customer_id order by answered_at desc, feedback_id desc
        ) as answer_rank

    from {{ ref('int_feedback_described') }}

    where
        is_valid
        and answered_at is not null
        and {{ is_customer('customer_id') }}
        and {{ months_later('asked_month', 13) }} <= {{ days_later(as_of_date(), 1) }}

),

latest as (

    select * from answers
    where answer_rank = 1

),

months as (

    select
        customer_id,
        month_start,
        cm2_amount
    from {{ ref('int_customer_months_summed') }}

),

years as (

    select
        latest.feedback_id,
        sum(case
            when months.month_start > latest.asked_month then months.cm2_amount
            else cast(0 as decimal(18, 4))
        end) as cm2_after,
        sum(case
            when months.month_start <= latest.asked_month then months.cm2_amount
            else cast(0 as decimal(18, 4))
        end) as cm2_before,
        count(*) - count(months.cm2_amount) as unknown_month_count

    from latest

    inner join months
        on
            latest.customer_id = months.customer_id
            and months.month_start > {{ months_later('latest.asked_month', -12) }}
            and months.month_start <= {{ months_later('latest.asked_month', 12) }}

    group by latest.feedback_id

)

select
    latest.survey_type,
    latest.scale_max,
    latest.customer_id,
    latest.asked_month,
    latest.score_index,
    cast(coalesce(years.cm2_after, 0) as decimal(18, 4)) as cm2_after_amount,
    cast(coalesce(years.cm2_before, 0) as decimal(18, 4)) as cm2_before_amount

from latest

left join years
    on latest.feedback_id = years.feedback_id

where coalesce(years.unknown_month_count, 0) = 0
