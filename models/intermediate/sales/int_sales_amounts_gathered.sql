{{ config(materialized='table') }}

{#-
    What each person sold on each order in each month, and what of it is left once the costs that the
    order itself caused are paid. Known amounts are those of whole lines; what has a price and yet
    something unknown stands apart. It is the sale of the team the person was in on the day of the
    order, returns of later months too.
-#}
with

amounts as (

    select
        order_id,
        user_id,
        month_start,
        waterfall_step,
        is_left_out,
        known_amount,
        case when is_unknown then amount_count else 0 end as unknown_count
    from {{ ref('int_order_months_split') }}
    where waterfall_step not in ('marketing', 'overhead', 'uncosted_net_revenue')

    union all

    select
        settled.order_id,
        settled.user_id,
        {{ month_start('settled.earned_date') }} as month_start,
        'commission' as waterfall_step,
        left_out.order_line_id is not null as is_left_out,
        -coalesce(settled.commission_amount, 0) as known_amount,
        case when settled.commission_amount is null then 1 else 0 end as unknown_count

    from {{ ref('int_commissions_settled') }} as settled

    left join {{ ref('int_order_lines_left_out') }} as left_out
        on settled.order_line_id = left_out.order_line_id

    where settled.is_standing

),

summed as (

    select
        order_id,
        user_id,
        month_start,
        {%- for step, sign in {'gross_revenue': '', 'discount': '-', 'returns': '-'}.items() %}
        {{ sum_money(
            "case when waterfall_step = '" ~ step ~ "' and not is_left_out then " ~ sign
            ~ 'known_amount else 0 end'
        ) }} as {{ step }}_amount,
        {%- endfor %}
        {{ sum_money(
            "case when waterfall_step in ('gross_revenue', 'discount', 'returns') and is_left_out"
            ~ ' then known_amount else 0 end'
        ) }} as left_out_sales_amount,
        {{ sum_money('case when is_left_out then 0 else known_amount end') }} as direct_margin_amount,
        cast(sum(
            case when waterfall_step in ('gross_revenue', 'discount', 'returns') then unknown_count else 0 end
        ) as bigint) as unknown_revenue_count,
        cast(sum(unknown_count) as bigint) as unknown_amount_count

    from amounts

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
    ) as known_sales_amount,
    summed.left_out_sales_amount,
    cast(
        summed.gross_revenue_amount - summed.discount_amount - summed.returns_amount
        + summed.left_out_sales_amount as decimal(18, 4)
    ) as priced_sales_amount,
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
