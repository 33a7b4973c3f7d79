{{ config(materialized='table') }}

{#-
    Each step of the funnel that a deal was really in: since when, for how many days in all, and
    when it first was further. `is_unbroken`: it was in every step before this one too.
-#}
with

steps as (

    select
        opportunity_id,
        step_number,
        min(entered_date) as first_entered_date,
        cast(sum(visit_days) as bigint) as step_days,
        count(*) as visit_count,
        -- time counts only where the CRM tells when each stay began
        min(case when is_entry_known then 1 else 0 end) = 1 as is_time_known,
        max(case when exit_kind = 'open' then 1 else 0 end) = 1 as is_open_here

    from {{ ref('int_stage_visits_spanned') }}

    where step_number is not null

    group by
        opportunity_id,
        step_number

)

select
    *,
    row_number() over (partition by opportunity_id order by step_number) = step_number as is_unbroken,
    min(first_entered_date) over (
        partition by opportunity_id
        order by step_number
        rows between 1 following and unbounded following
    ) as further_date

from steps
