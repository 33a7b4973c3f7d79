{{ config(materialized='table') }}

{#-
    How customers of a segment usually buy, and how many of those who bought in the year before last
    did not in the last year. A segment of fewer than thirty of either has the company's figures.
-#}
{%- set fewest = 30 -%}
with

customers as (

    select
        histories.customer_id,
        histories.purchase_days,
        histories.age_days,
        case when histories.last_year_days > 0 then 1 else 0 end as bought_last_year,
        case when histories.year_before_days > 0 then 1 else 0 end as bought_year_before,
        coalesce(customers.segment, 'unknown') as segment

    from {{ ref('int_purchase_histories_summed') }} as histories

    left join {{ ref('int_customers_described') }} as customers
        on histories.customer_id = customers.customer_id

    where histories.purpose = 'score'

),

members as (

    select
        segment,
        customer_id,
        purchase_days,
        age_days,
        bought_last_year,
        bought_year_before
    from customers

    union all

    select
        'company' as segment,
        customer_id,
        purchase_days,
        age_days,
        bought_last_year,
        bought_year_before
    from customers

),

habits as (

    select
        segment,
        sum(purchase_days) as purchase_days,
        -- a rate is not read off less than a year
        sum(greatest(age_days, 365)) / 365.0 as customer_years,
        sum(bought_year_before) as start_customers,
        sum(bought_year_before * bought_last_year) as retained_customers
    from members
    group by segment

),

gaps as (

    select
        members.segment,
        count(*) as gap_count,
        {{ quantile('gaps.gap_days', 0.9) }} as long_gap_days

    from members

    inner join {{ ref('int_purchase_gaps_listed') }} as gaps
        on members.customer_id = gaps.customer_id

    group by members.segment

),

company as (

    select
        habits.start_customers,
        habits.retained_customers,
        gaps.long_gap_days

    from habits

    left join gaps
        on habits.segment = gaps.segment

    where habits.segment = 'company'

)

select
    habits.segment,
    habits.purchase_days / habits.customer_years as orders_per_year,
    cast(
        case
            when habits.start_customers < {{ fewest }} then company.start_customers
            else habits.start_customers
        end as bigint
    ) as start_customers,
    cast(
        case
            when habits.start_customers < {{ fewest }} then company.retained_customers
            else habits.retained_customers
        end as bigint
    ) as retained_customers,
    case
        when coalesce(gaps.gap_count, 0) < {{ fewest }} then company.long_gap_days
        else gaps.long_gap_days
    end as long_gap_days

from habits

cross join company

left join gaps
    on habits.segment = gaps.segment
