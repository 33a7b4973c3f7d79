{#-
    What each person's orders brought and cost in each month, and what the person earned on them.
    What lies on no order, the shares of the cost pools, is with nobody: 'no_order'.
-#}
with

amounts as (

    select
        user_id,
        month_start,
        waterfall_step,
        is_left_out,
        case when not is_unknown then known_amount end as amount,
        amount_count
    from {{ ref('int_order_months_split') }}

    union all

    select
        settled.user_id,
        {{ month_start('settled.earned_date') }} as month_start,
        'commission' as waterfall_step,
        left_out.order_line_id is not null as is_left_out,
        -settled.commission_amount as amount,
        1 as amount_count

    from {{ ref('int_commissions_settled') }} as settled

    left join {{ ref('int_order_lines_left_out') }} as left_out
        on settled.order_line_id = left_out.order_line_id

    where settled.is_standing

    union all

    select
        'no_order' as user_id,
        posted_month as month_start,
        waterfall_step,
        false as is_left_out,
        amount,
        1 as amount_count
    from {{ ref('int_ledger_posted') }}
    where
        order_id is null
        and {{ is_waterfall_step('waterfall_step') }}

),

sellers as (

    select
        split.user_id,
        split.month_start,
        count(distinct split.order_id) as order_count

    from {{ ref('int_order_months_split') }} as split

    inner join {{ ref('int_orders_classified') }} as orders
        on
            split.order_id = orders.order_id
            and split.month_start = orders.order_month

    where orders.exclusion_reason is null

    group by
        split.user_id,
        split.month_start

),

steps as (

    select
        user_id,
        month_start,
        {{ step_amounts() }},
        {{ known_step_amounts('is_left_out') }},
        {{ left_out_measures() }}

    from amounts

    group by
        user_id,
        month_start

)

select
    steps.user_id,
    steps.month_start,
    coalesce(sellers.order_count, 0) as order_count,
    {{ waterfall_columns() }},
    {{ waterfall_columns('known_') }},
    steps.left_out_net_revenue_amount,
    steps.left_out_amount_count,
    steps.uncosted_net_revenue_amount,
    steps.unknown_amount_count

from steps

left join sellers
    on
        steps.user_id = sellers.user_id
        and steps.month_start = sellers.month_start
