{{ config(materialized='table') }}

{#- What the customers known on a past day really did in the horizon after it, as far as known today. -#}
with

histories as (

    select * from {{ ref('int_purchase_histories_summed') }}

),

days as (

    select * from {{ ref('int_valuation_days_listed') }}

),

purchases as (

    select * from {{ ref('int_purchase_days_listed') }}
    where purpose = 'score'

),

asked as (

    select
        histories.purpose,
        days.origin_number,
        histories.origin_date,
        days.outcome_until,
        histories.customer_id

    from histories

    inner join days
        on
            histories.purpose = days.purpose
            and histories.origin_date = days.origin_date

    where histories.purpose <> 'score'

)

select
    asked.purpose,
    asked.origin_number,
    asked.origin_date,
    asked.customer_id,
    cast(count(purchases.purchase_day) as bigint) as orders_after,
    -- a margin that is unknown leaves the whole outcome unknown
    case
        when count(purchases.purchase_day) = count(purchases.margin)
            then cast(coalesce(sum(purchases.margin), 0) as double)
    end as margin_after

from asked

left join purchases
    on
        asked.customer_id = purchases.customer_id
        and asked.origin_date < purchases.purchase_day
        and asked.outcome_until >= purchases.purchase_day

group by
    asked.purpose,
    asked.origin_number,
    asked.origin_date,
    asked.customer_id
