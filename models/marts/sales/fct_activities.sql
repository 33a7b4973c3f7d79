select
    activity_id,
    activity_type,
    activity_channel,
    direction,
    outcome,
    owner_user_id,
    team_id,
    customer_id,
    opportunity_id,
    lead_id,
    started_at,
    occurred_date,
    minutes,
    is_timed,
    is_standard_minutes,
    {{ as_of_date() }} as as_of_date,
    cast('{{ var("definition_version") }}' as varchar) as definition_version

from {{ ref('int_activities_described') }}

where not is_deleted
