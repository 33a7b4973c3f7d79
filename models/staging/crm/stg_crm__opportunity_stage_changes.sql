with

staged as (

    {{ staged_rows('crm', 'opportunity_stage_changes', parents={
        'opportunity_id': ref('stg_crm__opportunities'),
    }) }}

)

select
    -- ids
    change_id,
    opportunity_id,
    changed_by_user_id,

    -- attributes
    from_stage,
    to_stage,

    -- measures
    amount as amount_local,
    probability,

    -- flags
    is_deleted,

    -- times
    changed_at,
    expected_close_date,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
