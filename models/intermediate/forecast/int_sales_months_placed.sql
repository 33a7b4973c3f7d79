{{ config(materialized='table') }}

{#-
    Every month's sales and gross profit by all that a forecast is made for. Months that are over
    only: half a month would look like a collapse. A person's past counts for the team of today, so
    that a team's months are those of the people whose months to come it will have. What is not
    known of a sale adds nothing and is counted: no forecast learns from it.
-#}
with

teams as (

    select
        user_id,
        coalesce(team_id, 'unassigned') as team_id,
        row_number() over (partition by user_id order by valid_from desc nulls last) as stint_number
    from {{ ref('int_salesperson_stints_windowed') }}
    where valid_from <= {{ as_of_date() }}

)

select
    {{ month_start('postings.posted_date') }} as month_start,
    coalesce(customers.region, 'unknown') as region,
    coalesce(products.category, 'unknown') as category,
    postings.product_id,
    coalesce(teams.team_id, 'unassigned') as team_id,
    coalesce(orders.sales_user_id, 'unassigned') as sales_user_id,
    {{ sum_money('coalesce(postings.net_revenue_amount, 0)') }} as net_revenue_amount,
    {{ sum_money('coalesce(postings.gross_profit_amount, 0)') }} as gross_profit_amount,
    count(case when postings.net_revenue_amount is null then postings.posting_id end)
        as net_revenue_unknown_count,
    count(case when postings.gross_profit_amount is null then postings.posting_id end)
        as gross_profit_unknown_count

from {{ ref('int_order_lines_posted') }} as postings

inner join {{ ref('int_orders_classified') }} as orders
    on postings.order_id = orders.order_id

left join {{ ref('int_customers_described') }} as customers
    on postings.customer_id = customers.customer_id

left join {{ ref('int_products_described') }} as products
    on postings.product_id = products.product_id

left join teams
    on
        orders.sales_user_id = teams.user_id
        and teams.stint_number = 1

where
    postings.line_kind <> 'gift_card'
    and {{ months_later(month_start('postings.posted_date'), 1) }} <= {{ days_later(as_of_date(), 1) }}

group by
    {{ month_start('postings.posted_date') }},
    coalesce(customers.region, 'unknown'),
    coalesce(products.category, 'unknown'),
    postings.product_id,
    coalesce(teams.team_id, 'unassigned'),
    coalesce(orders.sales_user_id, 'unassigned')
