with

staged as (

    {{ staged_rows('crm', 'contacts') }}

)

select
    -- ids
    contact_id,
    account_id,

    -- attributes
    full_name,
    email,
    phone,
    consent_status,

    -- flags
    is_deleted,

    -- times
    birthday,
    consent_at,
    created_at,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
