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
        known_amount,
        unknown_amount_count
    from {{ ref('int_order_months_summed') }}

    union all

    select
        order_id,
        posted_month as month_start,
        waterfall_step,
        coalesce(amount, 0) as known_amount,
        case when amount is null then 1 else 0 end as unknown_amount_count
    from {{ ref('int_ledger_posted') }}
    where
        waterfall_step = 'commission'
        or (
            order_id is null
            and waterfall_step in ('{{ waterfall_steps() | join("', '") }}')
        )

),

placed as (

    select
        amounts.*,
        case when amounts.unknown_amount_count = 0 then amounts.known_amount end as amount,
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
        {{ known_amounts() }}

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
    known_net_revenue_amount,
    known_gross_profit_amount,
    known_cm1_amount,
    uncosted_net_revenue_amount,
    unknown_amount_count

from steps
