{#-
    Recency, frequency and money of every customer who ever bought, scored 1 to 5. Bounds of the first
    two are fixed, of money it is the customer's place among all: equal customers score alike. The
    segment looks at recency and frequency alone, so whether the window made a loss is said beside it.
-#}
{%- set window_start = days_later(as_of_date(), -(var('rfm_window_days') | int)) -%}
with

purchases as (

    select * from {{ ref('int_purchase_days_listed') }}
    where purpose = 'score'

),

measured as (

    select
        customer_id,
        min(purchase_day) as first_day,
        max(purchase_day) as last_day,
        count(*) as purchase_days_ever,
        {{ days_after(as_of_date(), 'max(purchase_day)') }} as recency_days,
        count(case when purchase_day > {{ window_start }} then 1 end) as purchase_days,
        {{ sum_or_unknown(
            'case when purchase_day > ' ~ window_start ~ ' then net_revenue_amount else 0 end'
        ) }} as net_revenue_amount,
        {{ sum_or_unknown(
            'case when purchase_day > ' ~ window_start ~ ' then margin else 0 end'
        ) }} as cm2_amount

    from purchases

    group by customer_id

),

placed as (

    select
        *,
        percent_rank() over (
            partition by case when net_revenue_amount is null then 1 else 0 end order by net_revenue_amount
        ) as revenue_place,
        percent_rank() over (
            partition by case when cm2_amount is null then 1 else 0 end order by cm2_amount
        ) as margin_place
    from measured

),

thresholds as (

    select * from {{ ref('rfm_thresholds') }}

),

scored as (

    select
        placed.*,
        recency.score as recency_score,
        frequency.score as frequency_score,
        case
            when placed.net_revenue_amount is not null
                then cast(floor(least(placed.revenue_place * 5, 4)) as integer) + 1
        end as revenue_score,
        case
            when placed.cm2_amount is not null
                then cast(floor(least(placed.margin_place * 5, 4)) as integer) + 1
        end as margin_score

    from placed

    left join thresholds as recency
        on
            recency.measure = 'recency_days'
            and placed.recency_days >= recency.from_value
            and placed.recency_days < coalesce(recency.to_value, 2147483647)
            and {{ effective_at(as_of_date(), 'recency') }}

    left join thresholds as frequency
        on
            frequency.measure = 'purchase_days'
            and placed.purchase_days >= frequency.from_value
            and placed.purchase_days < coalesce(frequency.to_value, 2147483647)
            and {{ effective_at(as_of_date(), 'frequency') }}

)

select
    scored.customer_id,
    scored.first_day,
    scored.last_day,
    cast(scored.purchase_days_ever as bigint) as purchase_days_ever,
    cast(scored.recency_days as bigint) as recency_days,
    cast(scored.purchase_days as bigint) as purchase_days,
    scored.net_revenue_amount,
    scored.cm2_amount,
    scored.recency_score,
    scored.frequency_score,
    scored.revenue_score,
    scored.margin_score,
    scored.cm2_amount < 0 as is_loss_making,
    segments.rfm_segment

from scored

left join {{ ref('rfm_segments') }} as segments
    on
        case when scored.purchase_days_ever = 1 then 1 else 0 end
        = case when segments.is_one_time then 1 else 0 end
        and scored.recency_score = segments.recency_score
        and scored.frequency_score = segments.frequency_score
        and {{ effective_at(as_of_date(), 'segments') }}
