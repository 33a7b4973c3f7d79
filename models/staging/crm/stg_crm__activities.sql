with

staged as (

    {{ staged_rows('crm', 'activities') }}

)

select
    -- ids
    activity_id,
    user_id,
    account_id,
    contact_id,
    lead_id,
    opportunity_id,

    -- attributes
    activity_type,
    direction,
    outcome,

    -- measures
    duration_minutes,

    -- flags
    is_deleted,

    -- times
    started_at,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
