{{ config(materialized='table') }}

{#-
    Two answers to how many leads convert. The cohort follows the leads of a month for as long as we
    know; the period sets the customers won in a month against the leads that came in it, whoever they
    were. A cohort is mature when nine in ten of the leads that ever won a customer would have had
    the time to do so.
-#}
with

leads as (

    select * from {{ ref('int_leads_sliced') }}
    where created_date <= {{ as_of_date() }}

),

cycles as (

    select
        first_order_date - created_date as cycle_days,
        row_number() over (order by first_order_date - created_date, lead_id) as cycle_rank,
        count(*) over () as cycle_count
    from {{ ref('int_leads_followed') }}
    where
        has_won_customer
        and first_order_date <= {{ as_of_date() }}

),

maturity as (

    select
        cast(min(cycle_days) as integer) as maturity_days,
        cast(max(cycle_count) as bigint) as cycle_count
    from cycles
    where cycle_rank * 10 >= cycle_count * 9

),

entries as (

    select
        dimension,
        dimension_value,
        {{ month_start('created_date') }} as month_start,
        lead_id,
        'created' as entry,
        excluded_as,
        lead_state,
        won_date,
        has_won_customer
    from leads

    union all

    select
        dimension,
        dimension_value,
        {{ month_start('first_order_date') }} as month_start,
        lead_id,
        'won_customer' as entry,
        excluded_as,
        lead_state,
        won_date,
        has_won_customer
    from leads
    where has_won_customer

    union all

    -- customers without a lead are nobody's but the company's
    select
        'company' as dimension,
        'company' as dimension_value,
        {{ month_start('first_order_date') }} as month_start,
        customer_id as lead_id,
        'new_customer' as entry,
        null as excluded_as,
        null as lead_state,
        null as won_date,
        true as has_won_customer
    from {{ ref('int_first_orders_found') }}

),

counted as (

    select
        month_start,
        dimension,
        dimension_value,
        count(case when entry = 'created' and excluded_as is null then 1 end) as lead_count,
        count(case when entry = 'created' and excluded_as = 'duplicate' then 1 end) as duplicate_count,
        count(case when entry = 'created' and excluded_as = 'not_a_lead' then 1 end) as not_a_lead_count,
        count(case when entry = 'created' and excluded_as = 'deleted' then 1 end) as deleted_count,
        count(case when entry = 'created' and excluded_as is null and lead_state = 'open' then 1 end)
            as open_count,
        count(case when entry = 'created' and excluded_as is null and lead_state = 'converted' then 1 end)
            as cohort_converted_count,
        count(case when entry = 'created' and excluded_as is null and won_date is not null then 1 end)
            as cohort_won_deal_count,
        count(case when entry = 'created' and has_won_customer then 1 end) as cohort_customer_count,
        count(case when entry = 'won_customer' then 1 end) as period_customer_count,
        case when dimension = 'company' then count(case when entry = 'new_customer' then 1 end) end
            as new_customer_count
    from entries
    group by
        month_start,
        dimension,
        dimension_value

)

select
    counted.*,
    maturity.maturity_days,
    maturity.cycle_count as maturity_sample_count,
    coalesce(
        {{ days_later(month_end('counted.month_start'), 'maturity.maturity_days') }} > {{ as_of_date() }},
        true
    ) as is_immature

from counted

cross join maturity
