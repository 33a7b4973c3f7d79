{#-
    The credits as they come and go: a conversion's on the day it counted, and on the day of each
    refund the difference between what its touches held before and what they hold after. So a refund
    reverses the same credits, and what was given back in full, in however many parts, leaves nothing.
-#}
with

credits as (

    select * from {{ ref('int_attribution_credits_allocated') }}

),

events as (

    select * from {{ ref('int_conversion_values_run') }}

),

credits_before as (

    select
        credits.*,
        events.event_sequence + 1 as next_event_sequence
    from credits
    inner join events
        on
            credits.conversion_number = events.conversion_number
            and credits.event_sequence = events.event_sequence
    where events.is_followed

)

select
    credits.conversion_number,
    models.attribution_model,
    credits.touch_number,
    credits.touch_weight,
    credits.credit_share,
    events.event_kind,
    events.event_date,
    events.has_unknown_cm2,
    cast(credits.credit_share * events.conversion_change as decimal(9, 6)) as credited_conversion,
    cast(
        case
            when credits_before.touch_number is null then credits.revenue_credit
            else credits.revenue_credit - credits_before.revenue_credit
        end as decimal(18, 4)
    ) as credited_revenue_amount,
    cast(
        case
            when credits_before.touch_number is null then credits.margin_credit
            else credits.margin_credit - credits_before.margin_credit
        end as decimal(18, 4)
    ) as credited_margin_amount,
    cast(
        case
            when credits_before.touch_number is null then credits.cm2_credit
            else credits.cm2_credit - credits_before.cm2_credit
        end as decimal(18, 4)
    ) as credited_known_cm2_amount

from credits

inner join events
    on
        credits.conversion_number = events.conversion_number
        and credits.event_sequence = events.event_sequence

inner join {{ ref('attribution_models') }} as models
    on credits.model_number = models.model_number

left join credits_before
    on
        credits.conversion_number = credits_before.conversion_number
        and credits.event_sequence = credits_before.next_event_sequence
        and credits.model_number = credits_before.model_number
        and credits.touch_number = credits_before.touch_number
