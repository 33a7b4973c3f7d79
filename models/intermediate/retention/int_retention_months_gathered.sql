{{ config(materialized='table') }}

{#-
    What a customer did and brought in each month, contracts and free purchases apart: they end in
    different ways, one on a known day, the other unnoticed. A contract brings its price, month by
    month; everything else of the customer is on the other side, cost to serve included, because
    nobody books a visit to a contract.
-#}
with

contract_postings as (

    select
        postings.customer_id,
        {{ month_start('postings.posted_date') }} as month_start,
        {{ sum_money('coalesce(postings.net_revenue_amount, 0)') }} as net_revenue_amount,
        {{ sum_money('coalesce(postings.gross_profit_amount, 0)') }} as gross_profit_amount

    from {{ ref('int_order_lines_posted') }} as postings

    inner join {{ ref('int_contract_lines_found') }} as contracts
        on postings.order_line_id = contracts.order_line_id

    group by
        postings.customer_id,
        {{ month_start('postings.posted_date') }}

),

months as (

    select
        'non_contractual' as relationship,
        customer_months.customer_id,
        customer_months.month_start,
        coalesce(purchases.purchase_count, 0) as purchase_count,
        cast(
            customer_months.known_net_revenue_amount - coalesce(contract_postings.net_revenue_amount, 0)
            as decimal(18, 4)
        ) as known_net_revenue_amount,
        cast(
            customer_months.known_cm2_amount - coalesce(contract_postings.gross_profit_amount, 0)
            as decimal(18, 4)
        ) as known_cm2_amount,
        customer_months.unknown_amount_count

    from {{ ref('int_customer_months_summed') }} as customer_months

    left join {{ ref('int_purchase_months_counted') }} as purchases
        on
            customer_months.customer_id = purchases.customer_id
            and customer_months.month_start = purchases.month_start

    left join contract_postings
        on
            customer_months.customer_id = contract_postings.customer_id
            and customer_months.month_start = contract_postings.month_start

    where
        {{ is_customer('customer_months.customer_id') }}
        and customer_months.month_start <= {{ as_of_date() }}

    union all

    select
        'contractual' as relationship,
        customer_id,
        month_start,
        count(*) as purchase_count,
        {{ sum_money('coalesce(covered_amount, 0)') }} as known_net_revenue_amount,
        cast(null as decimal(18, 4)) as known_cm2_amount,
        count(case when covered_amount is null then order_line_id end) as unknown_amount_count

    from {{ ref('int_contract_months_covered') }}

    group by
        customer_id,
        month_start

)

select
    *,
    min(case when purchase_count > 0 then month_start end) over (
        partition by relationship, customer_id
    ) as first_purchase_month,
    {{ months_later('month_start', 1) }} <= {{ days_later(as_of_date(), 1) }} as is_complete

from months
