{{ config(materialized='table') }}

{#-
    What was known on each valuation day of the days on which a customer had bought: a day counts
    while what was bought on it, less what had come back, is more than nothing. What a customer cost
    without buying, or by orders that were all sent back, is spread evenly over the days that count;
    the last of them takes what does not divide.
-#}
with

days as (

    select * from {{ ref('int_valuation_days_listed') }}

),

drawn as (

    select contributions.*
    from {{ ref('int_contributions_posted') }} as contributions
    inner join {{ ref('int_judged_customers_drawn') }} as customers
        on contributions.customer_id = customers.customer_id

),

known as (

    -- today of everybody; joined with one day, not with all of them
    select
        'score' as purpose,
        {{ as_of_date() }} as origin_date,
        customer_id,
        purchase_day,
        {{ sum_or_unknown('net_revenue_amount') }} as net_revenue_amount,
        {{ sum_or_unknown('cm2_amount') }} as cm2_amount
    from {{ ref('int_contributions_posted') }}
    where
        posted_date <= {{ as_of_date() }}
        and coalesce(purchase_day, posted_date) <= {{ as_of_date() }}
    group by
        customer_id,
        purchase_day

    union all

    select
        days.purpose,
        days.origin_date,
        drawn.customer_id,
        drawn.purchase_day,
        {{ sum_or_unknown('drawn.net_revenue_amount') }} as net_revenue_amount,
        {{ sum_or_unknown('drawn.cm2_amount') }} as cm2_amount
    from days
    inner join drawn
        on days.origin_date >= drawn.posted_date
    where
        days.purpose <> 'score'
        and coalesce(drawn.purchase_day, drawn.posted_date) <= days.origin_date
    group by
        days.purpose,
        days.origin_date,
        drawn.customer_id,
        drawn.purchase_day

),

judged as (

    select
        *,
        -- what was bought at an unknown rate was bought
        purchase_day is not null and coalesce(net_revenue_amount > 0, true) as is_purchase
    from known

),

others as (

    select
        purpose,
        origin_date,
        customer_id,
        {{ sum_or_unknown('cm2_amount') }} as cm2_amount
    from judged
    where not is_purchase
    group by
        purpose,
        origin_date,
        customer_id

),

spread as (

    select
        others.purpose,
        others.origin_date,
        others.customer_id,
        others.cm2_amount,
        count(*) as purchase_days,
        max(purchases.purchase_day) as last_day,
        cast(cast(others.cm2_amount as double) / count(*) as decimal(18, 4)) as daily_amount
    from others
    inner join judged as purchases
        on
            others.purpose = purchases.purpose
            and others.origin_date = purchases.origin_date
            and others.customer_id = purchases.customer_id
    where purchases.is_purchase
    group by
        others.purpose,
        others.origin_date,
        others.customer_id,
        others.cm2_amount

)

select
    purchases.purpose,
    purchases.origin_date,
    purchases.customer_id,
    purchases.purchase_day,
    purchases.net_revenue_amount,
    cast(case
        when spread.customer_id is null then purchases.cm2_amount
        when purchases.purchase_day = spread.last_day
            then purchases.cm2_amount + spread.cm2_amount - spread.daily_amount * (spread.purchase_days - 1)
        else purchases.cm2_amount + spread.daily_amount
    end as decimal(18, 4)) as margin

from judged as purchases

left join spread
    on
        purchases.purpose = spread.purpose
        and purchases.origin_date = spread.origin_date
        and purchases.customer_id = spread.customer_id

where purchases.is_purchase
