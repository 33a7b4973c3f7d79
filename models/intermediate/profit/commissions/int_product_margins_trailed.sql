{#-
    What each product sold and earned in the twelve complete months before every month since its
    first sale. A month is judged once, by what was known when its `commission_close_days` were
    over: a row that lands later counts from the next month on and leaves the judgement alone.
    A sale whose price or cost is unknown says nothing about the margin and is in none of the sums:
    one line in a currency without a rate must not take a product's tier away.
-#}
with

postings as (

    select
        posted.product_id,
        {{ month_start('posted.posted_date') }} as posted_month,
        known.first_known_on,
        sum(case when posted.gross_profit_amount is not null then posted.net_revenue_amount end)
            as net_revenue_amount,
        sum(posted.gross_profit_amount) as gross_profit_amount,
        sum(case when posted.gross_profit_amount is not null then posted.quantity end) as quantity

    from {{ ref('int_order_lines_posted') }} as posted

    inner join {{ ref('int_postings_known') }} as known
        on posted.posting_id = known.posting_id

    group by
        posted.product_id,
        {{ month_start('posted.posted_date') }},
        known.first_known_on

),

first_sales as (

    select
        product_id,
        min(posted_month) as first_month
    from postings
    group by product_id

),

months as (

    select
        {{ month_start('date_day') }} as month_start,
        greatest(
            {{ days_later(month_start('date_day'), var('commission_close_days')) }},
            (select min(orders.known_from) from {{ ref('stg_orders__order_versions') }} as orders)
        ) as judged_on

    from {{ ref('int_dates_spanned') }}

    where
        date_day = {{ month_start('date_day') }}
        and date_day <= {{ days_later(as_of_date(), 1) }}

)

select
    first_sales.product_id,
    months.month_start,
    {{ month_index('months.month_start') }} - {{ month_index('first_sales.first_month') }}
        as history_months,
    coalesce(cast(sum(postings.quantity) as decimal(18, 4)), 0) as quantity,
    case
        when count(postings.product_id) = 0 then 0
        else {{ sum_money('postings.net_revenue_amount') }}
    end as net_revenue_amount,
    case
        when count(postings.product_id) = 0 then 0
        else {{ sum_money('postings.gross_profit_amount') }}
    end as gross_profit_amount

from first_sales

inner join months
    on first_sales.first_month <= months.month_start

left join postings
    on
        first_sales.product_id = postings.product_id
        and months.month_start > postings.posted_month
        and {{ month_index('months.month_start') }} - {{ month_index('postings.posted_month') }} <= 12
        and months.judged_on >= postings.first_known_on

group by
    first_sales.product_id,
    first_sales.first_month,
    months.month_start
