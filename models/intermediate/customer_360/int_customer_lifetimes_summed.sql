{#- Everything a customer ever brought and cost, down the waterfall, and the mean worth of an order. -#}
with

summed as (

    select
        customer_id,
        count(*) as active_month_count,
        cast(sum(order_count) as bigint) as order_count,
        cast(sum(return_count) as bigint) as return_count,
        {%- for name in waterfall_column_names() %}
        {{ sum_or_unknown(name) }} as {{ name }},
        {%- endfor %}
        {{ sum_money('known_net_revenue_amount') }} as known_net_revenue_amount,
        {{ sum_money('known_cm2_amount') }} as known_cm2_amount,
        cast(sum(unknown_amount_count) as bigint) as unknown_amount_count

    from {{ ref('int_customer_months_summed') }}

    where {{ is_customer('customer_id') }}

    group by customer_id

)

select
    *,
    {{ rounded_quotient('known_net_revenue_amount', 'order_count') }} as revenue_per_order_amount,
    case when gross_revenue_amount > 0 then {{ ratio('discount_amount', 'gross_revenue_amount') }} end
        as discount_rate

from summed
