with

staged as (

    {{ staged_rows('crm', 'campaign_touches') }}

)

select
    -- ids
    touch_id,
    campaign_id,
    lead_id,
    contact_id,
    account_id,

    -- attributes
    channel,
    touch_type,

    -- flags
    is_deleted,

    -- times
    touched_at,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
