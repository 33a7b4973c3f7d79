{{ config(materialized='table') }}

{#-
    Kaplan-Meier: of those still waiting on a day, the share that came that day, multiplied up. Who
    has not come yet counts in the days he was seen to wait, and in none after. Probabilities are no
    money: the product is taken in logarithms, and read to six places.
-#}
with

watched as (

    select
        *,
        cast(sum(waiting_count) over (
            partition by waiting_for, step_number, team_id, quarter_start
            order by wait_days desc
            rows between unbounded preceding and current row
        ) as bigint) as at_risk_count

    from {{ ref('int_stage_waits_counted') }}

),

stepped as (

    select
        *,
        come_count = at_risk_count as is_last_to_come,
        case
            when come_count < at_risk_count
                then ln(1 - cast(come_count as double) / cast(at_risk_count as double))
        end as log_step

    from watched

),

multiplied as (

    select
        *,
        coalesce(sum(log_step) over in_time, 0) as log_survival,
        max(case when is_last_to_come then 1 else 0 end) over in_time = 1 as has_ended

    from stepped

    window in_time as (
        partition by waiting_for, step_number, team_id, quarter_start
        order by wait_days
        rows between unbounded preceding and current row
    )

)

select
    waiting_for,
    stage,
    step_number,
    team_id,
    quarter_start,
    wait_days,
    at_risk_count,
    come_count,
    waiting_count - come_count as censored_count,
    case
        when has_ended then cast(0 as decimal(18, 6))
        else cast(round(exp(log_survival), 6) as decimal(18, 6))
    end as survival_rate

from multiplied
