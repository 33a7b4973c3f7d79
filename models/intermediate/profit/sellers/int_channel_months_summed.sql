{#-
    What the orders of each channel and store brought and cost in each month. What lies on no
    order, the shares of the cost pools, is with no channel: 'no_order'. An order that does not say
    where it came from is 'unknown'.
-#}
with

orders as (

    select
        order_id,
        order_month,
        exclusion_reason,
        coalesce(channel, 'unknown') as channel,
        coalesce(store, 'unknown') as store
    from {{ ref('int_orders_classified') }}

),

amounts as (

    select
        order_id,
        month_start,
        waterfall_step,
        is_left_out,
        case when not is_unknown then known_amount end as amount,
        amount_count
    from {{ ref('int_order_months_summed') }}

    union all

    select
        ledger.order_id,
        ledger.posted_month as month_start,
        ledger.waterfall_step,
        left_out.order_line_id is not null as is_left_out,
        ledger.amount,
        1 as amount_count

    from {{ ref('int_ledger_posted') }} as ledger

    left join {{ ref('int_order_lines_left_out') }} as left_out
        on ledger.order_line_id = left_out.order_line_id

    where
        ledger.waterfall_step = 'commission'
        or (
            ledger.order_id is null
            and {{ is_waterfall_step('ledger.waterfall_step') }}
        )

),

placed as (

    select
        amounts.*,
        coalesce(orders.channel, 'no_order') as channel,
        coalesce(orders.store, 'no_order') as store,
        case
            when orders.exclusion_reason is null and amounts.month_start = orders.order_month
                then amounts.order_id
        end as sold_order_id

    from amounts

    left join orders
        on amounts.order_id = orders.order_id

),

steps as (

    select
        channel,
        store,
        month_start,
        count(distinct sold_order_id) as order_count,
        {{ step_amounts() }},
        {{ known_step_amounts('is_left_out') }},
        {{ left_out_measures() }}

    from placed

    group by
        channel,
        store,
        month_start

)

select
    channel,
    store,
    month_start,
    order_count,
    {{ waterfall_columns() }},
    {{ waterfall_columns('known_') }},
    left_out_net_revenue_amount,
    left_out_amount_count,
    uncosted_net_revenue_amount,
    unknown_amount_count

from steps
