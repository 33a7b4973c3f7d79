{{ config(materialized='table') }}

{#-
    What each month of a customer came to, from gross revenue down to net profit. The level that
    tiers, curves and the monthly mart all stand on.
-#}
with

events as (

    select
        customer_id,
        {{ month_start('posted_date') }} as month_start,
        count(distinct case when posting_type = 'sale' then order_id end) as order_count,
        count(case when posting_type = 'return' then posting_id end) as return_count,
        count(case when is_unpriced then posting_id end) as unpriced_line_count,
        count(case when is_uncosted then posting_id end) as uncosted_line_count,
        {{ sum_money('coalesce(net_revenue_amount, 0)') }} as known_net_revenue_amount,
        {{ sum_money('coalesce(gross_profit_amount, 0)') }} as known_gross_profit_amount,
        {{ sum_money('case when is_uncosted then net_revenue_amount else 0 end') }}
            as uncosted_net_revenue_amount,
        {{ sum_or_unknown("case when posting_type = 'return' then -gross_profit_amount else 0 end") }}
            as return_loss_amount,
        min(posted_date) as first_posted_date

    from {{ ref('int_order_lines_posted') }}

    group by
        customer_id,
        {{ month_start('posted_date') }}

),

amounts as (

    select
        customer_id,
        posted_month as month_start,
        posted_date,
        element,
        waterfall_step,
        amount
    from {{ ref('int_ledger_posted') }}

    union all

    -- a month in which everything was free has events and no amounts
    select
        customer_id,
        month_start,
        first_posted_date as posted_date,
        'none' as element,
        'none' as waterfall_step,
        cast(0 as decimal(18, 4)) as amount
    from events

),

steps as (

    select
        customer_id,
        month_start,
        {{ step_amounts() }},
        {{ sum_money("case when waterfall_step in ('fulfilment', 'commission', 'service', 'sales')"
            ~ " then -coalesce(amount, 0) else 0 end") }} as known_cost_above_cm2_amount,
        {{ sum_money("case when element = 'goodwill' then -coalesce(amount, 0) else 0 end") }}
            as goodwill_amount,
        {{ sum_money("case when element = 'gift_card' then coalesce(amount, 0) else 0 end") }}
            as gift_card_amount,
        count(case when amount is null then element end) as unknown_amount_count,
        min(posted_date) as first_posted_date

    from amounts

    group by
        customer_id,
        month_start

),

final as (

    select
        steps.customer_id,
        steps.month_start,
        coalesce(events.order_count, 0) as order_count,
        coalesce(events.return_count, 0) as return_count,
        {{ waterfall_columns() }},
        coalesce(events.known_net_revenue_amount, 0) as known_net_revenue_amount,
        coalesce(events.known_gross_profit_amount, 0) as known_gross_profit_amount,
        cast(
            coalesce(events.known_gross_profit_amount, 0) - steps.known_cost_above_cm2_amount
            as decimal(18, 4)
        ) as known_cm2_amount,
        coalesce(events.uncosted_net_revenue_amount, 0) as uncosted_net_revenue_amount,
        coalesce(events.unpriced_line_count, 0) as unpriced_line_count,
        coalesce(events.uncosted_line_count, 0) as uncosted_line_count,
        steps.unknown_amount_count,
        steps.goodwill_amount,
        steps.gift_card_amount,
        case when events.customer_id is null then 0 else events.return_loss_amount end as return_loss_amount,
        steps.first_posted_date
    from steps

    left join events
        on
            steps.customer_id = events.customer_id
            and steps.month_start = events.month_start

)

select * from final
