with

staged as (

    {{ staged_rows('crm', 'leads') }}

)

select
    -- ids
    lead_id,
    campaign_id,
    owner_user_id,
    converted_account_id,
    converted_opportunity_id,

    -- attributes
    lead_source,
    company_name,
    email,
    phone,
    country_code,
    status,
    close_reason,

    -- flags
    is_deleted,

    -- times
    created_at,
    closed_at,
    converted_at,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
