{{ config(materialized='table') }}

{#-
    What each product sold and earned in the twelve complete months before every month since its
    first sale, as it was known on the day on which the month was judged: a row that lands or is
    corrected later counts from the next month on and leaves the judgement alone.
    A sale whose price or cost is unknown says nothing about the margin and is in none of the sums:
    one line in a currency without a rate must not take a product's tier away.
-#}
with

moves as (

    select * from {{ ref('int_margin_moves_known') }}

),

first_sales as (

    select
        product_id,
        min(posted_month) as first_month
    from moves
    group by product_id

),

months as (

    select
        first_sales.product_id,
        dated.month_start,
        dated.read_on

    from {{ ref('int_margin_months_dated') }} as dated

    inner join first_sales
        on dated.month_start >= first_sales.first_month

),

running as (

    select
        product_id,
        posted_month,
        read_on,
        sum(posting_count) over (
            partition by product_id, posted_month order by read_on
        ) as posting_count,
        lead(read_on) over (partition by product_id, posted_month order by read_on) as next_read_on
    from moves

),

-- months of which a sale was known, and when: what was cancelled since was known once
sold as (

    select
        months.product_id,
        months.month_start,
        min(running.posted_month) as first_month

    from months

    inner join running
        on
            months.product_id = running.product_id
            and months.read_on >= running.read_on
            and months.read_on < coalesce(running.next_read_on, date '9999-12-31')

    where running.posting_count > 0

    group by
        months.product_id,
        months.month_start

),

trailed as (

    select
        months.product_id,
        months.month_start,
        coalesce(cast(sum(moves.quantity) as decimal(18, 4)), 0) as quantity,
        coalesce(sum(moves.posting_count), 0) as posting_count,
        coalesce(sum(moves.known_count), 0) as known_count,
        coalesce({{ sum_money('moves.net_revenue_amount') }}, 0) as net_revenue_amount,
        coalesce({{ sum_money('moves.gross_profit_amount') }}, 0) as gross_profit_amount

    from months

    left join moves
        on
            months.product_id = moves.product_id
            and months.month_start > moves.posted_month
            and {{ month_index('months.month_start') }} - {{ month_index('moves.posted_month') }} <= 12
            and months.read_on >= moves.read_on

    group by
        months.product_id,
        months.month_start

)

select
    trailed.product_id,
    trailed.month_start,
    greatest(
        {{ month_index('trailed.month_start') }}
        - {{ month_index('coalesce(sold.first_month, trailed.month_start)') }}, 0
    ) as history_months,
    trailed.quantity,
    case
        when trailed.posting_count = 0 or trailed.known_count > 0
            then cast(trailed.net_revenue_amount as decimal(18, 4))
    end as net_revenue_amount,
    case
        when trailed.posting_count = 0 or trailed.known_count > 0
            then cast(trailed.gross_profit_amount as decimal(18, 4))
    end as gross_profit_amount

from trailed

left join sold
    on
        trailed.product_id = sold.product_id
        and trailed.month_start = sold.month_start
