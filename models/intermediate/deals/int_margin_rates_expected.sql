{#-
    Gross margin that a deal of a segment can be expected to make: what the segment's costed revenue
    of the twelve months before the month made. A segment without any takes the company's rate.
-#}
with

customers as (

    select
        customer_id,
        coalesce(segment, 'unknown') as segment
    from {{ ref('int_customers_described') }}

),

costed as (

    select
        customers.segment,
        {{ month_start('postings.posted_date') }} as month_start,
        {{ sum_money('postings.net_revenue_amount') }} as net_revenue_amount,
        {{ sum_money('postings.gross_profit_amount') }} as gross_profit_amount

    from {{ ref('int_order_lines_posted') }} as postings

    inner join customers
        on postings.customer_id = customers.customer_id

    where postings.gross_profit_amount is not null

    group by
        customers.segment,
        {{ month_start('postings.posted_date') }}

),

months as (

    select distinct {{ month_start('date_day') }} as month_start
    from {{ ref('int_dates_spanned') }}

),

segments as (

    select distinct segment from customers

),

recent as (

    select
        months.month_start,
        costed.segment,
        {{ sum_money('costed.net_revenue_amount') }} as net_revenue_amount,
        {{ sum_money('costed.gross_profit_amount') }} as gross_profit_amount

    from months

    inner join costed
        on
            months.month_start > costed.month_start
            and months.month_start <= {{ months_later('costed.month_start', 12) }}

    group by
        months.month_start,
        costed.segment

),

company as (

    select
        month_start,
        {{ sum_money('net_revenue_amount') }} as net_revenue_amount,
        {{ sum_money('gross_profit_amount') }} as gross_profit_amount
    from recent
    group by month_start

),

based as (

    select
        months.month_start,
        segments.segment,
        case
            when recent.net_revenue_amount > 0 then 'segment'
            when company.net_revenue_amount > 0 then 'company'
        end as margin_basis,
        case
            when recent.net_revenue_amount > 0 then recent.net_revenue_amount
            else company.net_revenue_amount
        end as net_revenue_amount,
        case
            when recent.net_revenue_amount > 0 then recent.gross_profit_amount
            else company.gross_profit_amount
        end as gross_profit_amount

    from months

    cross join segments

    left join recent
        on
            months.month_start = recent.month_start
            and segments.segment = recent.segment

    left join company
        on months.month_start = company.month_start

)

select
    month_start,
    segment,
    margin_basis,
    case when margin_basis is not null then net_revenue_amount end as net_revenue_amount,
    case when margin_basis is not null then gross_profit_amount end as gross_profit_amount,
    case when margin_basis is not null then {{ ratio('gross_profit_amount', 'net_revenue_amount') }} end
        as expected_margin_rate

from based
