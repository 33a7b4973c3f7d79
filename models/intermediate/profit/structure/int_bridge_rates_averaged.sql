{#-
    What each foreign currency fetched in the period before, on average over all that the company
    sold for it. Kept as a fraction, so that the rate itself is never rounded; returns are at the
    rate of their order and say nothing about the period.
-#}
with

bridge_months as (

    select * from {{ ref('int_bridge_months_listed') }}
    where side = 'before'

),

months as (

    select * from {{ ref('int_product_months_summed') }}
    where currency_code <> '{{ var("reporting_currency") }}'

),

averaged as (

    select
        bridge_months.comparison,
        bridge_months.period_start,
        months.currency_code,
        {{ sum_money('months.sold_amount') }} as sold_amount,
        {{ sum_money('months.sold_local') }} as sold_local

    from bridge_months

    inner join months
        on bridge_months.month_start = months.month_start

    group by
        bridge_months.comparison,
        bridge_months.period_start,
        months.currency_code

)

select * from averaged
