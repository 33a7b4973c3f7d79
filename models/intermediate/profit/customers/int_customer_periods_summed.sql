{{ config(materialized='table') }}

{#-
    What each customer came to in every fiscal month, quarter and year in which something was
    posted. A sum is unknown as soon as one month of it is.
-#}
with

months as (

    select * from {{ ref('int_customer_months_summed') }}

),

dated as (

    {%- for period_type in ['month', 'quarter', 'year'] %}
    select
        '{{ period_type }}' as period_type,
        {{ fiscal_period_start(period_type, 'month_start') }} as period_start,
        *
    from months
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

summed as (

    select
        customer_id,
        period_type,
        period_start,
        min(first_posted_date) as first_posted_date,
        sum(order_count) as order_count,
        sum(return_count) as return_count,
        {%- for step in waterfall_steps() %}
        {{ sum_or_unknown(step ~ '_amount') }} as {{ step }}_amount,
        {%- endfor %}
        {{ sum_or_unknown('return_loss_amount') }} as return_loss_amount,
        {{ sum_money('known_net_revenue_amount') }} as known_net_revenue_amount,
        {{ sum_money('known_net_revenue_amount - uncosted_net_revenue_amount') }}
            as costed_net_revenue_amount,
        {{ sum_money('known_gross_profit_amount') }} as known_gross_profit_amount,
        {{ sum_money('known_cm2_amount') }} as known_cm2_amount,
        sum(unknown_amount_count) as unknown_amount_count

    from dated

    group by
        customer_id,
        period_type,
        period_start

)

select
    customer_id,
    period_type,
    period_start,
    first_posted_date,
    cast(order_count as bigint) as order_count,
    cast(return_count as bigint) as return_count,
    {{ waterfall_columns() }},
    return_loss_amount,
    known_net_revenue_amount,
    costed_net_revenue_amount,
    known_gross_profit_amount,
    known_cm2_amount,
    cast(unknown_amount_count as bigint) as unknown_amount_count

from summed
