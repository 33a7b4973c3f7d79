{{ config(materialized='table') }}

{#-
    Where each customer stands among all, and among those of the same segment, in every period in
    which it bought. Ranked by what is known; equal profits go by customer id. Who did not buy in
    the period, never bought, or is nobody is in the company's total and in no ranking.
-#}
with

periods as (

    select
        customers.segment,
        periods.customer_id,
        periods.period_type,
        periods.period_start,
        periods.known_cm2_amount,
        periods.is_incomplete,
        periods.buying_status = 'active' as is_ranked

    from {{ ref('int_customer_periods_compared') }} as periods

    left join {{ ref('int_customers_described') }} as customers
        on periods.customer_id = customers.customer_id

),

measured as (

    select
        *,
        cast(sum(known_cm2_amount) over (partition by period_type, period_start) as decimal(18, 4))
            as company_known_cm2_amount,
        count(*) over (partition by period_type, period_start, is_ranked) as customer_count,
        row_number() over (
            partition by period_type, period_start, is_ranked
            order by known_cm2_amount desc, customer_id asc
        ) as profit_rank,
        cast(
            sum(known_cm2_amount) over (partition by period_type, period_start, is_ranked, segment)
            as decimal(18, 4)
        ) as segment_known_cm2_amount,
        count(*) over (partition by period_type, period_start, is_ranked, segment)
            as segment_customer_count,
        row_number() over (
            partition by period_type, period_start, is_ranked, segment
            order by known_cm2_amount desc, customer_id asc
        ) as segment_profit_rank,
        rank() over (
            partition by period_type, period_start, is_ranked, segment
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
    is_incomplete,
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

where is_ranked
