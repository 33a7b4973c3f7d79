{{ config(materialized='table') }}

{#-
    What was known on each valuation day of the days on which a customer had bought: a day counts
    while what was bought on it, less what had come back, is more than nothing. What a customer cost
    without buying, or by orders that were all sent back, is spread evenly over the days that count.
-#}
with

days as (

    select * from {{ ref('int_valuation_days_listed') }}

),

contributions as (

    select
        posted.*,
        drawn.customer_id is not null as is_judged

    from {{ ref('int_contributions_posted') }} as posted

    left join {{ ref('int_judged_customers_drawn') }} as drawn
        on posted.customer_id = drawn.customer_id

),

known as (

    select
        days.purpose,
        days.origin_date,
        contributions.customer_id,
        contributions.purchase_day,
        {{ sum_or_unknown('contributions.net_revenue_amount') }} as net_revenue_amount,
        {{ sum_or_unknown('contributions.cm2_amount') }} as cm2_amount

    from days

    inner join contributions
        on days.origin_date >= contributions.posted_date

    where
        (days.purpose = 'score' or contributions.is_judged)
        and (contributions.purchase_day is null or contributions.purchase_day <= days.origin_date)

    group by
        days.purpose,
        days.origin_date,
        contributions.customer_id,
        contributions.purchase_day

),

marked as (

    select
        *,
        -- what was bought at an unknown rate was bought
        purchase_day is not null and coalesce(net_revenue_amount > 0, true) as is_purchase
    from known

),

shared as (

    select
        *,
        sum(case when is_purchase then 1 else 0 end) over (
            partition by purpose, origin_date, customer_id
        ) as purchase_days,
        case
            when
                sum(case when not is_purchase and cm2_amount is null then 1 else 0 end) over (
                    partition by purpose, origin_date, customer_id
                ) = 0
                then sum(case when is_purchase then 0 else cm2_amount end) over (
                    partition by purpose, origin_date, customer_id
                )
        end as other_cm2_amount
    from marked

)

select
    purpose,
    origin_date,
    customer_id,
    purchase_day,
    net_revenue_amount,
    cm2_amount,
    cast(other_cm2_amount as decimal(18, 4)) as other_cm2_amount,
    cast(cm2_amount as double) + cast(other_cm2_amount as double) / purchase_days as margin

from shared

where is_purchase
