with

staged as (

    {{ staged_rows('orders', 'customers') }}

)

select
    -- ids
    customer_id,
    account_id,

    -- attributes
    customer_name,
    customer_type,
    email,
    phone,
    tax_number,
    country_code,
    region,

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
