{{ config(materialized='table') }}

{#-
    What one customer bought of one product in one month and currency, net of what came back: the
    grain at which two periods can be compared. Events of lines of which something is unknown are
    counted and left out of every amount, so that quantity, revenue and cost always speak of the same
    lines. Shipping and what no line can carry have no price times quantity: they are no item.
-#}
with

events as (

    select
        posted.*,
        left_out.order_line_id is null as is_known,
        posted.line_kind = 'product' and left_out.order_line_id is null as is_known_item,
        posted.line_kind = 'product' and left_out.order_line_id is null and posted.posting_type = 'sale'
            as is_known_sale,
        cast(posted.value_local - posted.order_discount_local - posted.returns_local as decimal(18, 4))
            as net_local

    from {{ ref('int_order_lines_posted') }} as posted

    left join {{ ref('int_order_lines_left_out') }} as left_out
        on posted.order_line_id = left_out.order_line_id

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
        {{ sum_money('case when is_known and not is_known_item then gross_profit_amount else 0 end') }}
            as other_profit_amount,
        cast(count(case when not is_known then posting_id end) as bigint)
            as unknown_line_count

    from events

    group by
        {{ month_start('posted_date') }},
        customer_id,
        product_id,
        currency_code

)

select * from summed
