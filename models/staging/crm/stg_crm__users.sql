with

staged as (

    {{ staged_rows('crm', 'users') }}

)

select
    -- ids
    user_id,
    team_id,
    manager_user_id,

    -- attributes
    full_name,
    email,
    role,

    -- flags
    is_deleted,

    -- times
    valid_from,
    valid_to,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
