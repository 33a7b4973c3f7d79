with

staged as (

    {{ staged_rows('crm', 'accounts') }}

)

select
    -- ids
    account_id,
    parent_account_id,
    owner_user_id,

    -- attributes
    account_name,
    industry,
    segment,
    country_code,
    region,
    email_domain,
    tax_number,

    -- flags
    is_deleted,

    -- times
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
