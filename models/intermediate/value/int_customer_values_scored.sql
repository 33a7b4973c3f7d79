{#-
    What the model and the two naives say of every customer of a valuation day: the chance of being
    there still and of buying within the churn horizon, orders and margin within the value horizon.
    Formulas and sources: orchestration/science/value/scores.py and credibility.py. A view: writing
    the scores takes longer than computing them.
-#}
{%- set churn_weeks = '(' ~ var('churn_horizon_days') ~ ' / 7.0)' -%}
with

known as (

    select
        histories.*,
        models.regularity,
        models.r,
        models.alpha,
        models.a,
        models.b,
        models.r + models.regularity * histories.repeats as stages,
        histories.last_days / 7.0 as last_weeks,
        histories.age_days / 7.0 as age_weeks,
        beliefs.mean_margin,
        beliefs.restored_margin,
        margins.margin / margins.orders as own_margin,
        -- no K: own margins say nothing
        coalesce(margins.orders / (margins.orders + beliefs.credibility_k), 0) as own_weight

    from {{ ref('int_purchase_histories_summed') }} as histories

    inner join {{ ref('int_buying_models_fitted') }} as models
        on
            histories.purpose = models.purpose
            and histories.origin_date = models.origin_date

    left join {{ ref('int_margin_beliefs_estimated') }} as beliefs
        on
            histories.purpose = beliefs.purpose
            and histories.origin_date = beliefs.origin_date

    left join {{ ref('int_order_margins_clipped') }} as margins
        on
            histories.purpose = margins.purpose
            and histories.origin_date = margins.origin_date
            and histories.customer_id = margins.customer_id

),

waited as (

    select
        *,
        (age_weeks - last_weeks) / (alpha + age_weeks) as waited_now,
        (age_weeks + {{ churn_weeks }} - last_weeks) / (alpha + age_weeks + {{ churn_weeks }}) as waited_then,
        (alpha + age_weeks) / (alpha + age_weeks + {{ churn_weeks }}) as age_shrunk,
        mean_margin + own_weight * coalesce(own_margin - mean_margin, 0) + restored_margin as margin_per_order
    from known

),

staged as (

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
            when r is not null
                then 1 / (1 + exp(least(
                    stages * ln((alpha + age_weeks) / (alpha + last_weeks))
                    + ln(a / (b + repeats)) - ln(silent_now),
                    700
                )))
        end as p_alive
    from staged

),

scored as (

    select
        alive.*,
        p_alive * (1 - least(silent_then / silent_now * pow(age_shrunk, stages), 1)) as p_active,
        p_alive / silent_now * (
            orders_0
            {%- for part in range(1, 6) %} + orders_{{ part }} * pow(waited_now, {{ part }}){% endfor %}
        ) as model_orders,
        p_alive / silent_now * (
            worth_0
            {%- for part in range(1, 6) %} + worth_{{ part }} * pow(waited_now, {{ part }}){% endfor %}
        ) as model_worth_orders,
        case
            when alive.age_days > 0
                then cast(alive.repeats as double) * {{ var("clv_horizon_days") }} / alive.age_days
            else 0
        end as rate_orders

    from alive

    left join {{ ref('int_orders_expected') }} as expected
        on
            alive.purpose = expected.purpose
            and alive.origin_date = expected.origin_date
            and alive.repeats = expected.repeats
            and alive.age_days = expected.age_days

)

select
    purpose,
    origin_date,
    customer_id,
    purchase_days,
    repeats,
    last_days,
    age_days,
    own_weight,
    margin_per_order,
    p_alive,
    p_active,
    model_orders,
    model_worth_orders,
    model_orders * margin_per_order as model_margin,
    model_worth_orders * margin_per_order as model_worth,
    rate_orders,
    rate_orders * coalesce(known_margin / nullif(known_margin_days, 0), margin_per_order) as rate_margin,
    cast(window_orders as double) as last_window_orders,
    -- days of an unknown margin count as much as the known ones
    case
        when window_orders = 0 then 0
        else window_orders * coalesce(known_window_margin / nullif(known_window_orders, 0), margin_per_order)
    end as last_window_margin

from scored
