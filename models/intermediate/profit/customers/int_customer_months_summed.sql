{{ config(materialized='table') }}

{#-
    What each month of a customer came to, from gross revenue down to net profit, and what of it is
    known: the lines of which nothing is unknown, and what hangs on no line. The level that tiers,
    curves and the monthly mart all stand on.
-#}
with

postings as (

    select
        posted.*,
        left_out.order_line_id is not null as is_left_out

    from {{ ref('int_order_lines_posted') }} as posted

    left join {{ ref('int_order_lines_left_out') }} as left_out
        on posted.order_line_id = left_out.order_line_id

),

events as (

    select
        customer_id,
        {{ month_start('posted_date') }} as month_start,
        count(distinct case when posting_type = 'sale' then order_id end) as order_count,
        min(case when posting_type = 'sale' then posted_date end) as first_ordered_date,
        count(case when posting_type = 'return' then posting_id end) as return_count,
        count(case when is_unpriced then posting_id end) as unpriced_line_count,
        count(case when is_uncosted then posting_id end) as uncosted_line_count,
        count(case when is_left_out and posting_type = 'sale' then posting_id end) as left_out_line_count,
        {{ sum_money('case when is_left_out then coalesce(net_revenue_amount, 0) else 0 end') }}
            as left_out_net_revenue_amount,
        {{ sum_money('case when is_uncosted then net_revenue_amount else 0 end') }}
            as uncosted_net_revenue_amount,
        {{ sum_or_unknown("case when posting_type = 'return' then -gross_profit_amount else 0 end") }}
            as return_loss_amount

    from postings

    group by
        customer_id,
        {{ month_start('posted_date') }}

),

amounts as (

    select
        ledger.customer_id,
        ledger.posted_month as month_start,
        ledger.element,
        ledger.waterfall_step,
        ledger.amount,
        left_out.order_line_id is not null as is_left_out

    from {{ ref('int_ledger_posted') }} as ledger

    left join {{ ref('int_order_lines_left_out') }} as left_out
        on ledger.order_line_id = left_out.order_line_id

    union all

    -- a month in which everything was free has events and no amounts
    select
        customer_id,
        month_start,
        'none' as element,
        'none' as waterfall_step,
        cast(0 as decimal(18, 4)) as amount,
        false as is_left_out
    from events

),

steps as (

    select
        customer_id,
        month_start,
        {{ step_amounts() }},
        {{ known_step_amounts('is_left_out') }},
        {{ sum_or_unknown("case when element = 'goodwill' then -amount else 0 end") }}
            as goodwill_amount,
        {{ sum_or_unknown("case when element = 'gift_card' then amount else 0 end") }}
            as gift_card_amount,
        count(case when amount is null then element end) as unknown_amount_count,
        count(case when is_left_out then element end) as left_out_amount_count

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
        {{ waterfall_columns('known_') }},
        coalesce(events.left_out_net_revenue_amount, 0) as left_out_net_revenue_amount,
        coalesce(events.left_out_line_count, 0) as left_out_line_count,
        steps.left_out_amount_count,
        coalesce(events.uncosted_net_revenue_amount, 0) as uncosted_net_revenue_amount,
        coalesce(events.unpriced_line_count, 0) as unpriced_line_count,
        coalesce(events.uncosted_line_count, 0) as uncosted_line_count,
        steps.unknown_amount_count,
        steps.goodwill_amount,
        steps.gift_card_amount,
        case when events.customer_id is null then 0 else events.return_loss_amount end as return_loss_amount,
        events.first_ordered_date
    from steps

    left join events
        on
            steps.customer_id = events.customer_id
            and steps.month_start = events.month_start

)

select * from final
