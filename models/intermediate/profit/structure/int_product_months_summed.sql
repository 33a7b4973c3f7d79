{{ config(materialized='table') }}

{#-
    What one customer bought of one product in one month and currency, net of what came back: the
    grain at which two periods can be compared. Events with an unknown rate or cost are counted
    and left out of every amount, so that quantity, revenue and cost always speak of the same
    events. Shipping and what no line can carry have no price times quantity: they are no item.
-#}
with

events as (

    select
        *,
        line_kind = 'product' and gross_profit_amount is not null as is_known_item,
        line_kind = 'product' and gross_profit_amount is not null and posting_type = 'sale' as is_known_sale,
        cast(value_local - order_discount_local - returns_local as decimal(18, 4)) as net_local

    from {{ ref('int_order_lines_posted') }}

),

summed as (

    select
        {{ month_start('posted_date') }} as month_start,
        customer_id,
        product_id,
        currency_code,
        cast(sum(case when is_known_item then quantity else 0 end) as decimal(18, 4)) as quantity,
        {{ sum_money('case when is_known_item then net_local else 0 end') }} as revenue_local,
        {{ sum_money('case when is_known_item then net_revenue_amount else 0 end') }} as revenue_amount,
        {{ sum_money('case when is_known_item then cogs_amount else 0 end') }} as cogs_amount,
        {{ sum_money('case when is_known_sale then net_local else 0 end') }} as sold_local,
        {{ sum_money('case when is_known_sale then net_revenue_amount else 0 end') }} as sold_amount,
        {{ sum_money('case when is_known_item then 0 else coalesce(gross_profit_amount, 0) end') }}
            as other_profit_amount,
        cast(count(case when gross_profit_amount is null then posting_id end) as bigint)
            as unknown_line_count

    from events

    group by
        {{ month_start('posted_date') }},
        customer_id,
        product_id,
        currency_code

)

select * from summed
