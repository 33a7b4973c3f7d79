with

staged as (

    {{ staged_rows('costs', 'resource_capacity') }}

)

select
    -- ids
    pool_id,

    -- measures
    practical_minutes,

    -- flags
    is_deleted,

    -- times
    month,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
