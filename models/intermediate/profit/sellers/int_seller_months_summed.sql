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
        known_amount,
        unknown_amount_count
    from {{ ref('int_order_months_split') }}

    union all

    select
        user_id,
        {{ month_start('earned_date') }} as month_start,
        'commission' as waterfall_step,
        -coalesce(commission_amount, 0) as known_amount,
        case when commission_amount is null then 1 else 0 end as unknown_amount_count
    from {{ ref('int_commissions_settled') }}
    where is_standing

    union all

    select
        'no_order' as user_id,
        posted_month as month_start,
        waterfall_step,
        coalesce(amount, 0) as known_amount,
        case when amount is null then 1 else 0 end as unknown_amount_count
    from {{ ref('int_ledger_posted') }}
    where
        order_id is null
        and waterfall_step in ('{{ waterfall_steps() | join("', '") }}')

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
        {{ known_amounts() }}

    from (
        select
            *,
            case when unknown_amount_count = 0 then known_amount end as amount
        from amounts
    ) as told

    group by
        user_id,
        month_start

)

select
    steps.user_id,
    steps.month_start,
    coalesce(sellers.order_count, 0) as order_count,
    {{ waterfall_columns() }},
    steps.known_net_revenue_amount,
    steps.known_gross_profit_amount,
    steps.known_cm1_amount,
    steps.uncosted_net_revenue_amount,
    steps.unknown_amount_count

from steps

left join sellers
    on
        steps.user_id = sellers.user_id
        and steps.month_start = sellers.month_start
