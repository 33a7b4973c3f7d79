{#-
    How much of what it cost to win a cohort has come back, month by month. What is set against a cost
    never holds that cost itself: contribution margin 2 has paid for sales work and for commissions, so
    the fully loaded cost, which holds both, is set against the margin before them.
-#}
with

cohorts as (

    select * from {{ ref('int_cohorts_costed') }}

),

months as (

    select * from {{ ref('int_cohort_months_summed') }}

),

numbers as (

    select row_number() over (order by month_start) - 1 as month_number
    from (
        select distinct {{ month_start('date_day') }} as month_start
        from {{ ref('int_dates_spanned') }}
    ) as calendar

),

ran as (

    select
        cohorts.cohort_type,
        cohorts.cohort_start,
        cohorts.dimension,
        cohorts.dimension_value,
        cohorts.cac_name,
        cohorts.acquisition_cost_amount,
        cohorts.has_cac,
        numbers.month_number,
        cohorts.months_observed = numbers.month_number + 1 as is_last_month,
        sum(coalesce(months.known_net_revenue_amount, 0)) over observed as revenue_so_far,
        sum(coalesce(
            case
                when cohorts.cac_name = 'cac_fully_loaded' then months.known_cm2_before_acquisition_amount
                else months.known_cm2_amount
            end, 0
        )) over observed as margin_so_far,
        sum(coalesce(months.known_cm2_amount, 0)) over observed as cm2_so_far,
        sum(coalesce(months.unknown_amount_count, 0)) over observed as unknown_so_far

    from cohorts

    inner join numbers
        on cohorts.months_observed > numbers.month_number

    left join months
        on
            cohorts.cohort_type = months.cohort_type
            and cohorts.cohort_start = months.cohort_start
            and cohorts.dimension = months.dimension
            and cohorts.dimension_value = months.dimension_value
            and numbers.month_number = months.month_number

    where cohorts.customer_count > 0

    window observed as (
        partition by
            cohorts.cohort_type,
            cohorts.cohort_start,
            cohorts.dimension,
            cohorts.dimension_value,
            cohorts.cac_name
        order by numbers.month_number
        rows between unbounded preceding and current row
    )

)

select
    cohort_type,
    cohort_start,
    dimension,
    dimension_value,
    cac_name,
    min(case
        when has_cac and margin_so_far >= acquisition_cost_amount then month_number
    end) as payback_month,
    max(case when month_number = 11 then margin_so_far end) as margin_12_months_amount,
    max(case when month_number = 23 then margin_so_far end) as margin_24_months_amount,
    max(case when is_last_month then revenue_so_far end) as net_revenue_amount,
    max(case when is_last_month then margin_so_far end) as margin_amount,
    max(case when is_last_month then cm2_so_far end) as cm2_amount,
    max(case when is_last_month then unknown_so_far end) as unknown_amount_count

from ran

group by
    cohort_type,
    cohort_start,
    dimension,
    dimension_value,
    cac_name
