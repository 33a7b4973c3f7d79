{#-
    What each person had sold by the day of an earlier month up to which the running month is compared
    with it: the part of that month which an order had brought by then, over the people who hold it.
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
        postings.order_id,
        part_months.month_start,
        part_months.part_end,
        postings.order_id || ':' || cast(part_months.part_end as varchar) as whole_id,
        {{ sum_money('coalesce(postings.net_revenue_amount, 0)') }} as sales_amount,
        cast(count(*) - count(postings.net_revenue_amount) as bigint) as unknown_revenue_count

    from {{ ref('int_order_lines_posted') }} as postings

    inner join part_months
        on
            {{ month_start('postings.posted_date') }} = part_months.month_start
            and postings.posted_date < part_months.part_end

    group by
        postings.order_id,
        part_months.month_start,
        part_months.part_end

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
    parts.allocated_amount as priced_sales_amount,
    parts.unknown_revenue_count

from parts

inner join {{ ref('int_orders_classified') }} as orders
    on parts.order_id = orders.order_id

left join {{ ref('int_customers_described') }} as customers
    on orders.customer_id = customers.customer_id

left join {{ ref('int_team_stints_completed') }} as stints
    on
        parts.user_id = stints.user_id
        and {{ effective_at('orders.ordered_date', 'stints') }}
