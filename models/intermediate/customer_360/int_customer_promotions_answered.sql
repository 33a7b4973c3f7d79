{#-
    What a customer does with what is offered: the discounts they took, and how many touches of campaigns
    were followed by a purchase within the days of answer. That an order followed a touch does not say
    that it would not have come without it.
-#}
with

purchases as (

    select
        customer_id,
        order_id,
        ordered_date,
        max(case when promotion_code is not null then 1 else 0 end) as promotion_count
    from {{ ref('int_orders_classified') }}
    where
        exclusion_reason is null
        and {{ is_customer('customer_id') }}
    group by
        customer_id,
        order_id,
        ordered_date

),

ordered as (

    select
        customer_id,
        cast(sum(promotion_count) as bigint) as promoted_order_count
    from purchases
    group by customer_id

),

touches as (

    select
        known_touches.customer_id,
        known_touches.touch_id,
        {{ business_date('landed_touches.touched_at') }} as touched_date

    from {{ ref('int_campaign_touches_identified') }} as known_touches

    inner join {{ ref('stg_crm__campaign_touches') }} as landed_touches
        on known_touches.touch_id = landed_touches.touch_id

    where
        {{ is_customer('known_touches.customer_id') }}
        -- who was touched yesterday has not had the time to answer
        and {{ days_later(business_date('landed_touches.touched_at'), var('campaign_answer_days')) }}
        <= {{ as_of_date() }}

),

answered as (

    select
        touches.customer_id,
        touches.touch_id,
        count(purchases.order_id) as order_count

    from touches

    left join purchases
        on
            touches.customer_id = purchases.customer_id
            and touches.touched_date <= purchases.ordered_date
            and purchases.ordered_date < {{ days_later('touches.touched_date', var('campaign_answer_days')) }}

    group by
        touches.customer_id,
        touches.touch_id

),

responses as (

    select
        customer_id,
        count(*) as touch_count,
        count(case when order_count > 0 then touch_id end) as answered_touch_count
    from answered
    group by customer_id

)

select
    coalesce(ordered.customer_id, responses.customer_id) as customer_id,
    coalesce(ordered.promoted_order_count, 0) as promoted_order_count,
    coalesce(responses.touch_count, 0) as touch_count,
    coalesce(responses.answered_touch_count, 0) as answered_touch_count,
    {{ ratio('responses.answered_touch_count', 'responses.touch_count') }} as campaign_response_rate

from ordered

full outer join responses
    on ordered.customer_id = responses.customer_id
