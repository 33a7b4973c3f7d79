{#-
    What each person had sold by the day of an earlier month up to which the running month is compared
    with it: what an order had brought by then, over the people who hold it, step by step as the month is
    split, so that an order which had brought all by then comes to the same cents.
-#}
with

part_months as (

    select distinct
        {{ month_start('earlier_elapsed_end') }} as month_start,
        earlier_elapsed_end as part_end
    from {{ ref('int_growth_periods_paired') }}
    where
        is_running
        and earlier_elapsed_end > {{ month_start('earlier_elapsed_end') }}

),

amounts as (

    select
        ledger.order_id,
        part_months.month_start,
        part_months.part_end,
        ledger.order_id || ':' || cast(part_months.part_end as varchar) || ':' || ledger.waterfall_step
        || ':' || case when left_out.order_line_id is null then 'known' else 'left_out' end as whole_id,
        {{ sum_money('coalesce(ledger.amount, 0)') }} as sales_amount,
        cast(count(*) - count(ledger.amount) as bigint) as unknown_revenue_count

    from {{ ref('int_ledger_posted') }} as ledger

    inner join part_months
        on
            ledger.posted_month = part_months.month_start
            and ledger.posted_date < part_months.part_end

    left join {{ ref('int_order_lines_left_out') }} as left_out
        on ledger.order_line_id = left_out.order_line_id

    where
        ledger.order_id is not null
        and ledger.waterfall_step in ('gross_revenue', 'discount', 'returns')

    group by
        ledger.order_id,
        part_months.month_start,
        part_months.part_end,
        ledger.waterfall_step,
        case when left_out.order_line_id is null then 'known' else 'left_out' end

),

holders as (

    select
        held.order_id,
        held.user_id,
        held.share_percent

    from {{ ref('int_commission_shares_held') }} as held

    inner join {{ ref('int_commission_orders_stated') }} as states
        on
            held.order_id = states.order_id
            and held.read_on = states.read_on
            and states.is_newest

),

claims as (

    select
        amounts.*,
        coalesce(holders.user_id, 'unassigned') as user_id,
        coalesce(holders.share_percent, 100) as share_percent

    from amounts

    left join holders
        on amounts.order_id = holders.order_id

),

parts as (

    {{ allocate('claims', 'sales_amount', 'share_percent', 'whole_id', 'user_id') }}

)

select
    parts.order_id,
    parts.user_id,
    coalesce(stints.team_id, 'unassigned') as team_id,
    parts.month_start,
    parts.part_end,
    coalesce(orders.channel, 'unknown') as channel,
    coalesce(customers.segment, 'unknown') as segment,
    coalesce(customers.region, 'unknown') as region,
    {{ sum_money('parts.allocated_amount') }} as priced_sales_amount,
    cast(sum(parts.unknown_revenue_count) as bigint) as unknown_revenue_count

from parts

inner join {{ ref('int_orders_classified') }} as orders
    on parts.order_id = orders.order_id

left join {{ ref('int_customers_described') }} as customers
    on orders.customer_id = customers.customer_id

left join {{ ref('int_team_stints_completed') }} as stints
    on
        parts.user_id = stints.user_id
        and {{ effective_at('orders.ordered_date', 'stints') }}

group by
    parts.order_id,
    parts.user_id,
    coalesce(stints.team_id, 'unassigned'),
    parts.month_start,
    parts.part_end,
    coalesce(orders.channel, 'unknown'),
    coalesce(customers.segment, 'unknown'),
    coalesce(customers.region, 'unknown')
