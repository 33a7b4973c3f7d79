{{ config(materialized='table') }}

{#-
    A customer's history in the numbers that the buying model and its two naive rivals read. Days are
    purchase days: two orders of one day are one. Clipped margins are those of the days with the
    outermost drawn in, for what is believed of a customer's own margin.
-#}
with

purchases as (

    select * from {{ ref('int_purchase_days_listed') }}

),

days as (

    select
        days.purpose,
        days.origin_date,
        days.window_start,
        {{ days_later('days.origin_date', -365) }} as year_start,
        {{ days_later('days.origin_date', -730) }} as year_before_start,
        bounds.lowest_margin,
        bounds.highest_margin

    from {{ ref('int_valuation_days_listed') }} as days

    left join {{ ref('int_margin_bounds_found') }} as bounds
        on
            days.purpose = bounds.purpose
            and days.origin_date = bounds.origin_date

),

clipped as (

    select
        purchases.*,
        days.year_start,
        days.year_before_start,
        case when purchases.purchase_day > days.window_start then 1 end as in_window,
        -- `least` passes over a null: where no bound is known nothing is clipped
        case
            when purchases.margin is not null
                then cast(
                    least(greatest(purchases.margin, days.lowest_margin), days.highest_margin)
                    as decimal(18, 4)
                )
        end as clipped_margin

    from purchases

    inner join days
        on
            purchases.purpose = days.purpose
            and purchases.origin_date = days.origin_date

)

select
    purpose,
    origin_date,
    customer_id,
    cast(count(*) as bigint) as purchase_days,
    cast(count(*) - 1 as bigint) as repeats,
    min(purchase_day) as first_day,
    max(purchase_day) as last_day,
    cast({{ days_after('max(purchase_day)', 'min(purchase_day)') }} as bigint) as last_days,
    cast({{ days_after('origin_date', 'min(purchase_day)') }} as bigint) as age_days,
    {{ sum_or_unknown('net_revenue_amount') }} as net_revenue_amount,
    {{ sum_or_unknown('margin') }} as cm2_amount,
    cast(count(margin) as bigint) as known_margin_days,
    {{ sum_money('margin') }} as known_margin,
    cast(count(case when purchase_day > year_start then 1 end) as bigint) as last_year_days,
    cast(count(
        case when purchase_day > year_before_start and purchase_day <= year_start then 1 end
    ) as bigint) as year_before_days,
    cast(count(in_window) as bigint) as window_orders,
    cast(count(case when in_window = 1 then margin end) as bigint) as known_window_orders,
    {{ sum_money('case when in_window = 1 then margin end') }} as known_window_margin,
    {{ sum_money('clipped_margin') }} as clipped_margin,
    cast(sum(clipped_margin * clipped_margin) as double) as clipped_squares

from clipped

group by
    purpose,
    origin_date,
    customer_id
