with

staged as (

    {{ staged_rows('costs', 'cost_pools') }}

)

select
    -- ids
    pool_id,

    -- attributes
    pool_name,
    waterfall_step,
    cost_category,
    currency_code,
    driver,

    -- measures
    amount as amount_local,

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
