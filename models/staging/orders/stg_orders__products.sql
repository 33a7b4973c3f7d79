with

staged as (

    {{ staged_rows('orders', 'products') }}

)

select
    -- ids
    product_id,

    -- attributes
    sku,
    product_name,
    category,
    subcategory,
    product_type,

    -- flags
    is_deleted,

    -- times
    launched_on,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
