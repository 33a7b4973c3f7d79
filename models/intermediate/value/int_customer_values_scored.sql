{#-
    What the model and the two naives say of every customer of a valuation day: orders and margin
    within the value horizon. Formulas and sources: scores.py and credibility.py of
    orchestration/science/value. A view: writing scores takes longer than computing them.
-#}
with

chances as (

    select * from {{ ref('int_customer_chances_scored') }}

),

expected as (

    select * from {{ ref('int_orders_expected') }}

),

beliefs as (

    select * from {{ ref('int_margin_beliefs_estimated') }}

),

matched as (

    select
        chances.*,
        {%- for part in range(6) %}
        expected.orders_{{ part }},
        expected.worth_{{ part }},
        {%- endfor %}
        beliefs.mean_margin,
        beliefs.restored_margin,
        cast(chances.clipped_margin as double) / nullif(chances.known_margin_days, 0) as own_margin,
        -- no K: own margins say nothing
        coalesce(
            chances.known_margin_days / nullif(chances.known_margin_days + beliefs.credibility_k, 0), 0
        ) as own_weight

    from chances

    left join expected
        on
            chances.purpose = expected.purpose
            and chances.origin_date = expected.origin_date
            and chances.repeats = expected.repeats
            and chances.age_days = expected.age_days

    left join beliefs
        on
            chances.purpose = beliefs.purpose
            and chances.origin_date = beliefs.origin_date

),

scored as (

    select
        *,
        p_alive / silent_now * {{ sum_of_parts('orders', 'waited_now') }} as model_orders,
        p_alive / silent_now * {{ sum_of_parts('worth', 'waited_now') }} as model_worth_orders,
        case
            when age_days > 0 then cast(repeats as double) * {{ var('clv_horizon_days') }} / age_days
            else 0
        end as rate_orders,
        cast(known_margin as double) / nullif(known_margin_days, 0) as known_margin_per_order,
        cast(known_window_margin as double) / nullif(known_window_orders, 0) as window_margin_per_order,
        mean_margin + own_weight * coalesce(own_margin - mean_margin, 0) + restored_margin as margin_per_order
    from matched

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
    rate_orders * coalesce(known_margin_per_order, margin_per_order) as rate_margin,
    cast(window_orders as double) as last_window_orders,
    -- days of an unknown margin count as much as the known ones
    case
        when window_orders = 0 then 0
        else window_orders * coalesce(window_margin_per_order, margin_per_order)
    end as last_window_margin

from scored
