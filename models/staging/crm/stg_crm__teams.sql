with

staged as (

    {{ staged_rows('crm', 'teams') }}

)

select
    -- ids
    team_id,
    parent_team_id,

    -- attributes
    team_name,
    region,

    -- flags
    is_deleted,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
