{{ config(materialized='table') }}

{#-
    All that was posted on a product for one customer in one month: how much was sold, every step
    of the waterfall, and what is known where a part is not. Orders, lines and months belong to one
    customer and one product each, so both product marts are sums of these rows.
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
        product_id,
        {{ month_start('posted_date') }} as month_start,
        cast(sum(case when posting_type = 'sale' then quantity else 0 end) as decimal(18, 4)) as quantity,
        cast(sum(case when posting_type = 'return' then -quantity else 0 end) as decimal(18, 4))
            as returned_quantity,
        count(distinct case when posting_type = 'sale' then order_id end) as order_count,
        {{ sum_money('case when is_left_out then 0 else net_revenue_amount end') }}
            as known_net_revenue_amount,
        {{ sum_money('case when is_left_out then 0 else gross_profit_amount end') }}
            as known_gross_profit_amount,
        {{ sum_money('case when is_left_out then coalesce(net_revenue_amount, 0) else 0 end') }}
            as left_out_net_revenue_amount,
        count(case when is_left_out and posting_type = 'sale' then posting_id end) as left_out_line_count,
        {{ sum_money('case when is_uncosted then net_revenue_amount else 0 end') }}
            as uncosted_net_revenue_amount,
        count(case when is_unpriced then posting_id end) as unpriced_line_count,
        count(case when is_uncosted then posting_id end) as uncosted_line_count

    from postings

    group by
        customer_id,
        product_id,
        {{ month_start('posted_date') }}

),

amounts as (

    select
        customer_id,
        product_id,
        posted_month as month_start,
        waterfall_step,
        amount
    from {{ ref('int_ledger_posted') }}

    union all

    -- a product that was only given away has events and no amounts
    select
        customer_id,
        product_id,
        month_start,
        'none' as waterfall_step,
        cast(0 as decimal(18, 4)) as amount
    from events

),

steps as (

    select
        customer_id,
        product_id,
        month_start,
        {{ step_amounts() }},
        count(case when amount is null then waterfall_step end) as unknown_amount_count

    from amounts

    group by
        customer_id,
        product_id,
        month_start

)

select
    steps.*,
    coalesce(events.quantity, 0) as quantity,
    coalesce(events.returned_quantity, 0) as returned_quantity,
    coalesce(events.order_count, 0) as order_count,
    coalesce(events.known_net_revenue_amount, 0) as known_net_revenue_amount,
    coalesce(events.known_gross_profit_amount, 0) as known_gross_profit_amount,
    coalesce(events.left_out_net_revenue_amount, 0) as left_out_net_revenue_amount,
    coalesce(events.left_out_line_count, 0) as left_out_line_count,
    coalesce(events.uncosted_net_revenue_amount, 0) as uncosted_net_revenue_amount,
    coalesce(events.unpriced_line_count, 0) as unpriced_line_count,
    coalesce(events.uncosted_line_count, 0) as uncosted_line_count

from steps

left join events
    on
        steps.customer_id = events.customer_id
        and steps.product_id = events.product_id
        and steps.month_start = events.month_start
