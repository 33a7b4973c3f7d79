{{ config(materialized='table') }}

{#-
    The work on each lead and its deal: how much, how soon the first answer, what it cost. Minutes cost
    what a minute of sales work cost in their month; a month without such a rate leaves them unpriced.
    An answer is the first thing that we did after the lead came in; what the lead did is none.
-#}
with

work as (

    select
        lead_work.*,
        leads.created_at
    from {{ ref('int_lead_work_matched') }} as lead_work
    inner join {{ ref('int_leads_described') }} as leads
        on lead_work.lead_id = leads.lead_id

),

by_month as (

    select
        lead_id,
        work_month,
        cast(sum(minutes) as decimal(18, 4)) as minutes
    from work
    group by
        lead_id,
        work_month

),

priced as (

    select
        by_month.lead_id,
        by_month.work_month,
        by_month.minutes,
        count(rates.pool_id) as rate_count,
        cast(sum({{ part_of('rates.amount', 'by_month.minutes', 'rates.base_minutes') }}) as decimal(18, 4))
            as known_cost_amount,
        count(case when rates.pool_id is not null and rates.amount is null then 1 end) as unknown_rate_count

    from by_month

    left join {{ ref('int_sales_minutes_priced') }} as rates
        on by_month.work_month = rates.month_start

    group by
        by_month.lead_id,
        by_month.work_month,
        by_month.minutes

),

costs as (

    select
        lead_id,
        cast(sum(known_cost_amount) as decimal(18, 4)) as known_cost_amount,
        cast(
            sum(case when rate_count = 0 or unknown_rate_count > 0 then minutes else 0 end) as decimal(18, 4)
        ) as unpriced_minutes
    from priced
    group by lead_id

),

counts as (

    select
        lead_id,
        count(*) as work_count,
        count(case when is_standard then 1 end) as standard_work_count,
        count(case when minutes is null then 1 end) as untimed_work_count,
        cast(coalesce(sum(minutes), 0) as decimal(18, 4)) as minutes,
        min(case when direction is distinct from 'inbound' and started_at >= created_at then started_at end)
            as first_response_at
    from work
    group by lead_id

)

select
    counts.lead_id,
    counts.work_count,
    counts.standard_work_count,
    counts.untimed_work_count,
    counts.minutes,
    counts.first_response_at,
    coalesce(costs.unpriced_minutes, 0) as unpriced_minutes,
    coalesce(costs.known_cost_amount, 0) as known_cost_amount

from counts

inner join costs
    on counts.lead_id = costs.lead_id
