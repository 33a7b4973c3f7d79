{{ config(materialized='table') }}

{#- How far an own margin per order is believed, of all customers known on a valuation day. -#}
with

sums as (

    select
        purpose,
        origin_date,
        orders,
        count(*) as customers,
        {{ steady_sum('margin') }} as margin,
        {{ steady_sum('margin * margin') }} as squared_sums,
        {{ steady_sum('squared_margins') }} as squared_margins,
        {{ steady_sum('earned') }} as earned

    from {{ ref('int_order_margins_clipped') }}

    group by
        purpose,
        origin_date,
        orders

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
