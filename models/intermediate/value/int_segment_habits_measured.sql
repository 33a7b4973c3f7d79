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

segments as (

    select
        segment,
        sum(purchase_days) as purchase_days,
        -- a rate is not read off less than a year
        sum(greatest(age_days, 365)) / 365.0 as customer_years,
        sum(bought_year_before) as start_customers,
        sum(bought_year_before * bought_last_year) as retained_customers
    from customers
    group by segment

),

gaps as (

    select
        listed.gap_days,
        coalesce(customers.segment, 'unknown') as segment

    from {{ ref('int_purchase_gaps_listed') }} as listed

    left join {{ ref('int_customers_described') }} as customers
        on listed.customer_id = customers.customer_id

),

segment_gaps as (

    select
        segment,
        count(*) as gap_count,
        {{ quantile('gap_days', 0.9) }} as long_gap_days
    from gaps
    group by segment

),

company as (

    select
        sum(start_customers) as start_customers,
        sum(retained_customers) as retained_customers
    from segments

),

company_gaps as (

    select {{ quantile('gap_days', 0.9) }} as long_gap_days
    from gaps

)

select
    segments.segment,
    segments.purchase_days / segments.customer_years as orders_per_year,
    cast(
        case
            when segments.start_customers < {{ fewest }} then company.start_customers
            else segments.start_customers
        end as bigint
    ) as start_customers,
    cast(
        case
            when segments.start_customers < {{ fewest }} then company.retained_customers
            else segments.retained_customers
        end as bigint
    ) as retained_customers,
    case
        when coalesce(segment_gaps.gap_count, 0) < {{ fewest }} then company_gaps.long_gap_days
        else segment_gaps.long_gap_days
    end as long_gap_days

from segments

cross join company

cross join company_gaps

left join segment_gaps
    on segments.segment = segment_gaps.segment
