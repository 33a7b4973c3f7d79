{{ config(materialized='table') }}

{#-
    What each person sold on each order in each month, with what of it is known to be left once the
    costs that the order itself caused are paid. It is the sale of the team the person was in on the
    day of the order, returns of later months too.
-#}
with

steps as (

    select
        order_id,
        user_id,
        month_start,
        waterfall_step,
        known_amount,
        unknown_amount_count
    from {{ ref('int_order_months_split') }}

    union all

    select
        order_id,
        user_id,
        {{ month_start('earned_date') }} as month_start,
        'commission' as waterfall_step,
        -coalesce(commission_amount, 0) as known_amount,
        case when commission_amount is null then 1 else 0 end as unknown_amount_count
    from {{ ref('int_commissions_settled') }}
    where is_standing

),

summed as (

    select
        order_id,
        user_id,
        month_start,
        {{ sum_money("case when waterfall_step = 'gross_revenue' then known_amount else 0 end") }}
            as gross_revenue_amount,
        {{ sum_money("case when waterfall_step = 'discount' then -known_amount else 0 end") }}
            as discount_amount,
        {{ sum_money("case when waterfall_step = 'returns' then -known_amount else 0 end") }}
            as returns_amount,
        -- what is known of an event whose gross profit is not is in the steps and in no profit
        {{ sum_money(
            "case when waterfall_step in ('uncosted_net_revenue', 'marketing', 'overhead') then 0"
            ~ " when waterfall_step = 'unknown_gross_profit' then -known_amount else known_amount end"
        ) }} as direct_margin_amount,
        cast(sum(
            case when waterfall_step in ('gross_revenue', 'discount', 'returns') then unknown_amount_count else 0 end
        ) as bigint) as unknown_revenue_count,
        cast(sum(
            case when waterfall_step in ('marketing', 'overhead') then 0 else unknown_amount_count end
        ) as bigint) as unknown_amount_count

    from steps

    group by
        order_id,
        user_id,
        month_start

)

select
    summed.order_id,
    summed.user_id,
    coalesce(stints.team_id, 'unassigned') as team_id,
    orders.customer_id,
    coalesce(orders.channel, 'unknown') as channel,
    coalesce(customers.segment, 'unknown') as segment,
    coalesce(customers.region, 'unknown') as region,
    orders.ordered_date,
    summed.month_start,
    summed.gross_revenue_amount,
    summed.discount_amount,
    summed.returns_amount,
    cast(
        summed.gross_revenue_amount - summed.discount_amount - summed.returns_amount as decimal(18, 4)
    ) as sales_amount,
    summed.direct_margin_amount,
    summed.unknown_revenue_count,
    summed.unknown_amount_count

from summed

inner join {{ ref('int_orders_classified') }} as orders
    on summed.order_id = orders.order_id

left join {{ ref('int_customers_described') }} as customers
    on orders.customer_id = customers.customer_id

left join {{ ref('int_team_stints_completed') }} as stints
    on
        summed.user_id = stints.user_id
        and {{ effective_at('orders.ordered_date', 'stints') }}
