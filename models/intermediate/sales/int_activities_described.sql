{{ config(materialized='table') }}

{#-
    Every piece of sales work: whose, for whom, through which channel and for how long. Its team is
    the one the person was in on that day. What was deleted is kept apart: it was done by nobody.
-#}
with

activities as (

    select
        activity_id,
        coalesce(lower(trim(activity_type)), 'unknown') as activity_type,
        coalesce(user_id, 'unassigned') as owner_user_id,
        opportunity_id,
        lead_id,
        lower(direction) as direction,
        lower(outcome) as outcome,
        started_at,
        {{ business_date('started_at') }} as occurred_date,
        duration_minutes,
        is_deleted
    from {{ ref('stg_crm__activities') }}

),

timed as (

    select * from {{ ref('int_work_timed') }}
    where kind = 'activity'

),

channels as (

    select * from {{ ref('activity_channels') }}

),

stints as (

    select * from {{ ref('int_team_stints_completed') }}

)

select
    activities.activity_id,
    activities.activity_type,
    coalesce(channels.activity_channel, 'other') as activity_channel,
    activities.direction,
    activities.outcome,
    activities.owner_user_id,
    coalesce(stints.team_id, 'unassigned') as team_id,
    coalesce(timed.customer_id, 'unknown') as customer_id,
    activities.opportunity_id,
    activities.lead_id,
    activities.started_at,
    activities.occurred_date,
    timed.minutes,
    timed.minutes is not null as is_timed,
    coalesce(timed.is_standard, false) as is_standard_minutes,
    activities.is_deleted

from activities

-- deleted work has no minutes: nobody did it
left join timed
    on 'activity:' || activities.activity_id = timed.work_id

left join channels
    on
        activities.activity_type = channels.activity_type
        and {{ effective_at('coalesce(activities.occurred_date, ' ~ as_of_date() ~ ')', 'channels') }}

left join stints
    on
        activities.owner_user_id = stints.user_id
        and {{ effective_at('coalesce(activities.occurred_date, ' ~ as_of_date() ~ ')', 'stints') }}
