{{ config(materialized='table') }}

{#- Customers with the same history are one row: to the buying model they are the same. -#}
select
    purpose,
    origin_date,
    repeats,
    last_days,
    age_days,
    count(*) as customers

from {{ ref('int_purchase_histories_summed') }}

group by
    purpose,
    origin_date,
    repeats,
    last_days,
    age_days
