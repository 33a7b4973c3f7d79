{{ config(materialized='table') }}

{#- The days between a purchase day of a customer and the one before it. -#}
with

purchases as (

    select
        customer_id,
        purchase_day,
        lag(purchase_day) over (partition by customer_id order by purchase_day) as purchase_day_before
    from {{ ref('int_purchase_days_listed') }}
    where purpose = 'score'

)

select
    customer_id,
    purchase_day,
    purchase_day_before,
    cast({{ days_after('purchase_day', 'purchase_day_before') }} as bigint) as gap_days

from purchases

where purchase_day_before is not null
