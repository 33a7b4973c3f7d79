{{ config(materialized='table') }}

{#-
    A customer's history in the numbers that the buying model and its two naive rivals read. Days are
    purchase days: two orders of one day are one.
-#}
with

purchases as (

    select * from {{ ref('int_purchase_days_listed') }}

),

days as (

    select * from {{ ref('int_valuation_days_listed') }}

)

select
    purchases.purpose,
    purchases.origin_date,
    purchases.customer_id,
    cast(count(*) as bigint) as purchase_days,
    cast(count(*) - 1 as bigint) as repeats,
    min(purchases.purchase_day) as first_day,
    max(purchases.purchase_day) as last_day,
    cast({{ days_after('max(purchases.purchase_day)', 'min(purchases.purchase_day)') }} as bigint)
        as last_days,
    cast({{ days_after('purchases.origin_date', 'min(purchases.purchase_day)') }} as bigint) as age_days,
    {{ sum_or_unknown('purchases.net_revenue_amount') }} as net_revenue_amount,
    cast(
        {{ sum_or_unknown('purchases.cm2_amount') }} + max(purchases.other_cm2_amount) as decimal(18, 4)
    ) as cm2_amount,
    cast(count(purchases.margin) as bigint) as known_margin_days,
    {{ steady_sum('purchases.margin') }} as known_margin,
    cast(count(case when purchases.purchase_day > days.window_start then 1 end) as bigint) as window_orders,
    cast(
        count(case when purchases.purchase_day > days.window_start then purchases.margin end) as bigint
    ) as known_window_orders,
    {{ steady_sum('case when purchases.purchase_day > days.window_start then purchases.margin end') }}
        as known_window_margin

from purchases

inner join days
    on
        purchases.purpose = days.purpose
        and purchases.origin_date = days.origin_date

group by
    purchases.purpose,
    purchases.origin_date,
    purchases.customer_id
