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
        case when purchases.purchase_day > days.window_start then 1 end as in_window,
        -- `least` passes over a null: where no bound is known nothing is clipped
        case
            when purchases.margin is not null
                then least(greatest(purchases.margin, days.lowest_margin), days.highest_margin)
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
    cast({{ sum_or_unknown('cm2_amount') }} + max(other_cm2_amount) as decimal(18, 4)) as cm2_amount,
    cast(count(margin) as bigint) as known_margin_days,
    {{ steady_sum('margin') }} as known_margin,
    cast(count(in_window) as bigint) as window_orders,
    cast(count(case when in_window = 1 then margin end) as bigint) as known_window_orders,
    {{ steady_sum('case when in_window = 1 then margin end') }} as known_window_margin,
    {{ steady_sum('clipped_margin') }} as clipped_margin,
    {{ steady_sum('clipped_margin * clipped_margin') }} as clipped_squares

from clipped

group by
    purpose,
    origin_date,
    customer_id
