{#-
    How long the waits of each curve take in the middle: by Kaplan-Meier, with those still waiting
    in it, and of those that came alone, which flatters a stage that much is stuck in.
-#}
with

ranked as (

    select
        *,
        sum(come_count) over (
            partition by waiting_for, step_number, team_id, quarter_start
            order by wait_days
            rows between unbounded preceding and current row
        ) as count_so_far,
        sum(come_count) over (partition by waiting_for, step_number, team_id, quarter_start)
            as count_of_all

    from {{ ref('int_stage_survival_estimated') }}

)

select
    waiting_for,
    stage,
    step_number,
    team_id,
    quarter_start,
    cast(max(count_of_all) as bigint) as come_count,
    max(at_risk_count) as waiting_count,
    min(case when survival_rate <= 0.5 then wait_days end) as survival_median_days,
    {{ nearest_rank('case when count_of_all > 0 then wait_days end', 50) }} as come_median_days

from ranked

group by
    waiting_for,
    stage,
    step_number,
    team_id,
    quarter_start
