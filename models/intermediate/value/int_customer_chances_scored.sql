{#-
    The chance that a customer is there still, and that they buy within the churn horizon. Formulas
    and sources: orchestration/science/value/scores.py. A view: writing scores takes longer than
    computing them.
-#}
{%- set churn_weeks = '(' ~ var('churn_horizon_days') ~ ' / 7.0)' -%}
with

histories as (

    select * from {{ ref('int_purchase_histories_summed') }}

),

models as (

    select * from {{ ref('int_buying_models_fitted') }}

),

weeks as (

    select
        histories.*,
        models.regularity,
        models.alpha,
        models.r + models.regularity * histories.repeats as rate_shape,
        models.a / (models.b + histories.repeats) as leaving_odds,
        histories.last_days / 7.0 as last_weeks,
        histories.age_days / 7.0 as age_weeks

    from histories

    inner join models
        on
            histories.purpose = models.purpose
            and histories.origin_date = models.origin_date

),

waited as (

    select
        *,
        (age_weeks - last_weeks) / (alpha + age_weeks) as waited_now,
        (age_weeks + {{ churn_weeks }} - last_weeks) / (alpha + age_weeks + {{ churn_weeks }}) as waited_then
    from weeks

),

silent as (

    select
        *,
        {{ silent_stages('waited_now') }} as silent_now,
        {{ silent_stages('waited_then') }} as silent_then
    from waited

),

alive as (

    select
        *,
        -- `least` passes over a null: without a model there is no chance
        case
            when alpha is not null
                then 1 / (1 + exp(least(
                    rate_shape * ln((alpha + age_weeks) / (alpha + last_weeks))
                    + ln(leaving_odds) - ln(silent_now),
                    700
                )))
        end as p_alive
    from silent

)

select
    purpose,
    origin_date,
    customer_id,
    purchase_days,
    repeats,
    last_days,
    age_days,
    known_margin_days,
    known_margin,
    clipped_margin,
    window_orders,
    known_window_orders,
    known_window_margin,
    waited_now,
    silent_now,
    p_alive,
    p_alive * (
        1 - least(
            silent_then / silent_now
            * pow((alpha + age_weeks) / (alpha + age_weeks + {{ churn_weeks }}), rate_shape),
            1
        )
    ) as p_active

from alive
