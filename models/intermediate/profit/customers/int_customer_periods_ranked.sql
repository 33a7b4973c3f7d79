{{ config(materialized='table') }}

{#-
    Where each customer stands among all, and among those of the same segment, in every period with
    postings. Ranked by what is known; equal profits go by customer id. The members that hold what
    is nobody's are in the company's total and in no ranking.
-#}
with

periods as (

    select
        customers.segment,
        periods.customer_id,
        periods.period_type,
        periods.period_start,
        periods.known_cm2_amount,
        periods.cm2_amount,
        {{ is_customer('periods.customer_id') }} as is_customer

    from {{ ref('int_customer_periods_summed') }} as periods

    left join {{ ref('int_customers_described') }} as customers
        on periods.customer_id = customers.customer_id

),

measured as (

    select
        *,
        cast(sum(known_cm2_amount) over (partition by period_type, period_start) as decimal(18, 4))
            as company_known_cm2_amount,
        count(*) over (partition by period_type, period_start, is_customer) as customer_count,
        row_number() over (
            partition by period_type, period_start, is_customer
            order by known_cm2_amount desc, customer_id asc
        ) as profit_rank,
        cast(
            sum(known_cm2_amount) over (partition by period_type, period_start, is_customer, segment)
            as decimal(18, 4)
        ) as segment_known_cm2_amount,
        count(*) over (partition by period_type, period_start, is_customer, segment)
            as segment_customer_count,
        row_number() over (
            partition by period_type, period_start, is_customer, segment
            order by known_cm2_amount desc, customer_id asc
        ) as segment_profit_rank,
        rank() over (
            partition by period_type, period_start, is_customer, segment
            order by known_cm2_amount
        ) - 1 as segment_lower_count

    from periods

)

select
    customer_id,
    period_type,
    period_start,
    segment,
    known_cm2_amount,
    cm2_amount is null as is_incomplete,
    company_known_cm2_amount,
    customer_count,
    profit_rank,
    segment_known_cm2_amount,
    segment_customer_count,
    segment_profit_rank,
    segment_lower_count,
    {{ share_of_gain('known_cm2_amount', 'company_known_cm2_amount') }} as company_share_rate,
    {{ share_of_gain('known_cm2_amount', 'segment_known_cm2_amount') }} as segment_share_rate,
    {{ ratio('segment_lower_count', 'segment_customer_count - 1') }} as segment_percentile_rate

from measured

where is_customer
