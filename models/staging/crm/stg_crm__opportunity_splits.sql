with

staged as (

    {{ staged_rows('crm', 'opportunity_splits', parents={
        'opportunity_id': ref('stg_crm__opportunities'),
    }) }}

)

select
    -- ids
    opportunity_id,
    user_id,

    -- measures
    split_percent,

    -- flags
    is_deleted,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
