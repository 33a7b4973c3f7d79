{{ config(materialized='table') }}

{#-
    A customer's margins per purchase day, added up, with the outermost hundredth of all days' margins
    on either side drawn in: one order may set neither a customer's value nor everybody's.
-#}
with

purchases as (

    select * from {{ ref('int_purchase_days_listed') }}
    where
        purpose <> 'activity'
        and margin is not null

),

bounds as (

    select
        purpose,
        origin_date,
        {{ quantile('margin', 0.01) }} as lowest,
        {{ quantile('margin', 0.99) }} as highest
    from purchases
    group by
        purpose,
        origin_date

),

clipped as (

    select
        purchases.purpose,
        purchases.origin_date,
        purchases.customer_id,
        purchases.margin as earned,
        least(greatest(purchases.margin, bounds.lowest), bounds.highest) as margin

    from purchases

    inner join bounds
        on
            purchases.purpose = bounds.purpose
            and purchases.origin_date = bounds.origin_date

)

select
    purpose,
    origin_date,
    customer_id,
    cast(count(*) as bigint) as orders,
    {{ steady_sum('margin') }} as margin,
    {{ steady_sum('margin * margin') }} as squared_margins,
    {{ steady_sum('earned') }} as earned

from clipped

group by
    purpose,
    origin_date,
    customer_id
