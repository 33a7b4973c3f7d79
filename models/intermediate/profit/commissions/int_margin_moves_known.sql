{#-
    What each day read taught about the sales and returns of a product in a month: what was new
    is added, what an older state of an order had said is taken away. The sum of the moves up to a
    day is what was known then. A row whose price or cost is unknown is counted and in no amount.
-#}
with

postings as (

    select
        sales.product_id,
        {{ month_start('sales.ordered_date') }} as posted_month,
        sales.read_on,
        sales.next_read_on,
        sales.quantity,
        sales.net_revenue_amount,
        sales.gross_profit_amount

    from {{ ref('int_commission_sales_gathered') }} as sales

    union all

    select
        refunds.product_id,
        {{ month_start('refunds.returned_date') }} as posted_month,
        refunds.read_on,
        states.next_read_on,
        -refunds.quantity as quantity,
        -refunds.returns_amount as net_revenue_amount,
        -refunds.profit_returned_amount as gross_profit_amount

    from {{ ref('int_commission_returns_gathered') }} as refunds

    inner join {{ ref('int_commission_orders_stated') }} as states
        on
            refunds.order_id = states.order_id
            and refunds.read_on = states.read_on

),

moves as (

    select
        *,
        1 as direction
    from postings

    union all

    select
        product_id,
        posted_month,
        next_read_on as read_on,
        next_read_on,
        quantity,
        net_revenue_amount,
        gross_profit_amount,
        -1 as direction
    from postings
    where next_read_on is not null

)

select
    product_id,
    posted_month,
    read_on,
    sum(direction) as posting_count,
    sum(case when gross_profit_amount is not null then direction else 0 end) as known_count,
    cast(
        sum(case when gross_profit_amount is not null then direction * quantity else 0 end) as decimal(18, 4)
    )
        as quantity,
    {{ sum_money(
        'case when gross_profit_amount is not null then direction * net_revenue_amount else 0 end'
    ) }}
        as net_revenue_amount,
    {{ sum_money('coalesce(direction * gross_profit_amount, 0)') }} as gross_profit_amount

from moves

group by
    product_id,
    posted_month,
    read_on
