with

staged as (

    {{ staged_rows('costs', 'product_costs') }}

)

select
    -- ids
    product_id,

    -- attributes
    currency_code,

    -- measures
    material_cost as material_cost_local,
    labour_cost as labour_cost_local,
    overhead_cost as overhead_cost_local,

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
