{{ config(materialized='table') }}

{#-
    Orders within the value horizon of a customer who is still there, for each number of orders and
    age that occurs: the part of a score that SQL cannot compute, once for all who share it.
-#}
{%- set horizon = var('clv_horizon_days') -%}
{%- set discount = "case when pairs.purpose = 'score' then " ~ var('discount_rate_annual') ~ ' end' -%}
with

pairs as (

    select distinct
        purpose,
        origin_date,
        repeats,
        age_days
    from {{ ref('int_purchase_histories_grouped') }}
    where purpose <> 'activity'

),

models as (

    select * from {{ ref('int_buying_models_fitted') }}
    where refusal_reason is null

),

expected as (

    select
        pairs.purpose,
        pairs.origin_date,
        pairs.repeats,
        pairs.age_days,
        {{ expect_orders(horizon) }} as orders,
        -- past days are judged on money of their time
        {{ expect_orders(horizon, discount) }} as worth

    from pairs

    inner join models
        on
            pairs.purpose = models.purpose
            and pairs.origin_date = models.origin_date

)

select
    purpose,
    origin_date,
    repeats,
    {%- for part in range(6) %}
    orders.part_{{ part }} as orders_{{ part }},
    worth.part_{{ part }} as worth_{{ part }},
    {%- endfor %}
    age_days

from expected
