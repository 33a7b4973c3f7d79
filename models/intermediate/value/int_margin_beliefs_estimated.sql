{{ config(materialized='table') }}

{#- How far an own margin per order is believed, of all customers known on a valuation day. -#}
with

sums as (

    select
        purpose,
        origin_date,
        known_margin_days as orders,
        count(*) as customers,
        cast(sum(clipped_margin) as double) as margin,
        cast(sum(clipped_margin * clipped_margin) as double) as squared_sums,
        {{ steady_sum('clipped_squares') }} as squared_margins,
        cast(sum(known_margin) as double) as earned

    from {{ ref('int_purchase_histories_summed') }}

    where
        purpose <> 'activity'
        and known_margin_days > 0

    group by
        purpose,
        origin_date,
        known_margin_days

),

estimated as (

    select
        purpose,
        origin_date,
        sum(customers * orders) as orders,
        {{ estimate_credibility() }} as belief
    from sums
    group by
        purpose,
        origin_date

)

select
    purpose,
    origin_date,
    cast(orders as bigint) as orders,
    belief.mean as mean_margin,
    belief.restored as restored_margin,
    belief.within_variance,
    belief.between_variance,
    belief.k as credibility_k

from estimated
