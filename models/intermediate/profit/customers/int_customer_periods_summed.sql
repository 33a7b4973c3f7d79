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
        sum(order_count) as order_count,
        sum(return_count) as return_count,
        {%- for step in waterfall_steps() %}
        {{ sum_or_unknown(step ~ '_amount') }} as {{ step }}_amount,
        {%- endfor %}
        {{ sum_or_unknown('return_loss_amount') }} as return_loss_amount,
        {%- for step in waterfall_steps() %}
        {{ sum_money('known_' ~ step ~ '_amount') }} as known_{{ step }}_amount,
        {%- endfor %}
        {{ sum_money('left_out_net_revenue_amount') }} as left_out_net_revenue_amount,
        sum(left_out_line_count) as left_out_line_count,
        sum(left_out_amount_count) as left_out_amount_count,
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
    cast(order_count as bigint) as order_count,
    cast(return_count as bigint) as return_count,
    {{ waterfall_columns() }},
    {{ waterfall_columns('known_') }},
    return_loss_amount,
    left_out_net_revenue_amount,
    cast(left_out_line_count as bigint) as left_out_line_count,
    cast(left_out_amount_count as bigint) as left_out_amount_count,
    cast(unknown_amount_count as bigint) as unknown_amount_count

from summed
