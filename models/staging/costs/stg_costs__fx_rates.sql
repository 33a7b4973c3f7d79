with

staged as (

    {{ staged_rows('costs', 'fx_rates') }}

)

select
    -- ids
    from_currency,
    to_currency,

    -- measures
    rate,

    -- flags
    is_deleted,

    -- times
    rate_date,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
