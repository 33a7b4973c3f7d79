{#-
    The number of each quantity that is published: of the method that the back-test chose, for every
    customer of every valuation day, so that what is published can be judged the same way.
-#}
with

chosen as (

    select
        max(case when quantity = 'orders' then method end) as orders_method,
        max(case when quantity = 'orders' then reason end) as orders_method_reason,
        max(case when quantity = 'margin' then method end) as margin_method,
        max(case when quantity = 'margin' then reason end) as margin_method_reason,
        max(case when quantity = 'activity' then method end) as activity_method,
        max(case when quantity = 'activity' then reason end) as activity_method_reason
    from {{ ref('int_value_methods_chosen') }}

),

one_chance as (

    select {{ steady_sum('predicted') }} / nullif(sum(customers), 0) as share_active
    from {{ ref('int_value_methods_compared') }}
    where method = 'one_chance'

),

scored as (

    select * from {{ ref('int_customer_values_scored') }}

),

settled as (

    select
        scored.*,
        chosen.*,
        case chosen.orders_method
            when 'model' then scored.model_orders
            when 'rate' then scored.rate_orders
            when 'last_window' then scored.last_window_orders
        end as expected_orders,
        case chosen.margin_method
            when 'model' then scored.model_margin
            when 'rate' then scored.rate_margin
            when 'last_window' then scored.last_window_margin
        end as expected_margin,
        case chosen.activity_method
            when 'model' then scored.p_active
            else one_chance.share_active
        end as chance_active

    from scored

    cross join chosen

    cross join one_chance

)

select
    purpose,
    origin_date,
    customer_id,
    purchase_days,
    own_weight,
    margin_per_order,
    p_alive,
    expected_orders,
    orders_method,
    orders_method_reason,
    expected_margin,
    case margin_method
        when 'model' then model_worth
        else
            expected_margin
            * {{ worth_of_even_stream(var('clv_horizon_days') | int, var('discount_rate_annual') | float) }}
    end as expected_worth,
    margin_method,
    margin_method_reason,
    chance_active,
    activity_method,
    activity_method_reason

from settled
