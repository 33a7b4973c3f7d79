{#-
    Value by the formula of every handbook: average order times orders a year times years until the
    segment's customers leave. It knows no single customer's chance to be gone already. Carries the
    history along: it is a view, and who joined both would read every history twice.
-#}
with

histories as (

    select * from {{ ref('int_purchase_histories_summed') }}
    where purpose = 'score'

),

habits as (

    select
        *,
        cast(start_customers - retained_customers as double) / nullif(start_customers, 0) as annual_churn
    from {{ ref('int_segment_habits_measured') }}

),

measured as (

    select
        histories.*,
        lapses.segment,
        cast(histories.net_revenue_amount as double) / histories.purchase_days as revenue_per_order,
        cast(histories.known_margin as double) / nullif(histories.known_margin_days, 0) as margin_per_order,
        case
            when histories.purchase_days = 1 then habits.orders_per_year
            else histories.purchase_days * 365.0 / greatest(histories.age_days, 365)
        end as orders_per_year,
        habits.annual_churn,
        case
            when habits.annual_churn is not null
                then least(1 / nullif(habits.annual_churn, 0), {{ var('clv_lifetime_cap_years') }})
        end as lifetime_years

    from histories

    inner join {{ ref('int_customer_lapses_judged') }} as lapses
        on histories.customer_id = lapses.customer_id

    left join habits
        on lapses.segment = habits.segment

)

select
    customer_id,
    segment,
    first_day,
    last_day,
    purchase_days,
    repeats,
    net_revenue_amount,
    known_margin_days,
    known_margin,
    cm2_amount,
    revenue_per_order,
    margin_per_order,
    orders_per_year,
    annual_churn,
    lifetime_years,
    revenue_per_order * orders_per_year * lifetime_years as simple_revenue,
    margin_per_order * orders_per_year * lifetime_years as simple_margin

from measured
