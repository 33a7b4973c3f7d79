{{ config(materialized='table') }}

{#-
    How regularly customers buy: each k of the buying model, by how well it would have told on past
    days who was to come back within the churn horizon.
-#}
with

histories as (

    select
        outcomes.origin_number,
        histories.repeats,
        histories.last_days,
        histories.age_days,
        histories.window_orders as orders_before,
        outcomes.orders_after,
        count(*) as customers

    from {{ ref('int_purchase_histories_summed') }} as histories

    inner join {{ ref('int_purchase_outcomes_counted') }} as outcomes
        on
            histories.purpose = outcomes.purpose
            and histories.origin_date = outcomes.origin_date
            and histories.customer_id = outcomes.customer_id

    where histories.purpose = 'activity'

    group by
        outcomes.origin_number,
        histories.repeats,
        histories.last_days,
        histories.age_days,
        histories.window_orders,
        outcomes.orders_after

),

tried as (

    select {{ try_regularities(var('churn_horizon_days')) }} as results
    from histories
    having count(*) > 0

),

listed as (

    select {{ each_of('results') }} as result
    from tried

)

select
    result.regularity,
    result.is_chosen,
    result.origins as judged_origins,
    result.brier

from listed
