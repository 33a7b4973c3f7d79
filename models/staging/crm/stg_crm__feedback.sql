with

staged as (

    {{ staged_rows('crm', 'feedback') }}

)

select
    -- ids
    feedback_id,
    account_id,
    contact_id,
    subject_id,
    staff_user_id,

    -- attributes
    survey_type,
    subject_type,
    comment,

    -- measures
    scale_max,
    score,

    -- flags
    is_deleted,

    -- times
    asked_at,
    answered_at,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
