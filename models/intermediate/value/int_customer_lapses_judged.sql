{{ config(materialized='table') }}

{#-
    Who has been silent for longer than nine in ten of their own gaps. With fewer than four gaps the
    segment's habit is mixed in, and for who bought once it is all there is. Who bought once is new for
    as long as the company says, however fast others come back, and then not yet back until they lapse.
-#}
{%- set enough_gaps = 4 -%}
with

histories as (

    select * from {{ ref('int_purchase_histories_summed') }}
    where purpose = 'score'

),

gaps as (

    select
        customer_id,
        count(*) as gap_count,
        {{ quantile('gap_days', 0.9) }} as long_gap_days,
        max(purchase_day_before) as day_before_last
    from {{ ref('int_purchase_gaps_listed') }}
    group by customer_id

),

mixed as (

    select
        histories.customer_id,
        coalesce(customers.segment, 'unknown') as segment,
        histories.purchase_days,
        histories.first_day,
        histories.last_day,
        {{ days_after('histories.origin_date', 'histories.last_day') }} as silent_days,
        coalesce(gaps.gap_count, 0) as gap_count,
        {{ days_after('histories.last_day', 'gaps.day_before_last') }} as last_gap_days,
        case
            when gaps.gap_count >= {{ enough_gaps }} then gaps.long_gap_days
            when gaps.gap_count > 0
                then (
                    gaps.gap_count * gaps.long_gap_days
                    + ({{ enough_gaps }} - gaps.gap_count) * habits.long_gap_days
                ) / {{ enough_gaps }}
            else habits.long_gap_days
        end as lapse_after_days

    from histories

    left join {{ ref('int_customers_described') }} as customers
        on histories.customer_id = customers.customer_id

    left join {{ ref('int_segment_habits_measured') }} as habits
        on coalesce(customers.segment, 'unknown') = habits.segment

    left join gaps
        on histories.customer_id = gaps.customer_id

),

judged as (

    select
        *,
        purchase_days = 1 and silent_days <= {{ var('new_customer_days') | int }} as is_new
    from mixed

)

select
    customer_id,
    segment,
    first_day,
    last_day,
    cast(silent_days as bigint) as silent_days,
    cast(gap_count as bigint) as gap_count,
    cast(lapse_after_days as decimal(18, 6)) as lapse_after_days,
    silent_days > lapse_after_days and not is_new as is_lapsed,
    case
        when is_new then 'new'
        when lapse_after_days is null then 'unknown'
        when silent_days > 2 * lapse_after_days then 'lost'
        when silent_days > lapse_after_days then 'lapsed'
        when purchase_days = 1 then 'not_yet_back'
        when last_gap_days > lapse_after_days then 'won_back'
        else 'active'
    end as life_cycle_stage

from judged
