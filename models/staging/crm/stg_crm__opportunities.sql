with

staged as (

    {{ staged_rows('crm', 'opportunities') }}

)

select
    -- ids
    opportunity_id,
    account_id,
    lead_id,
    campaign_id,
    owner_user_id,

    -- attributes
    opportunity_name,
    opportunity_type,
    lead_source,
    stage_name,
    currency_code,
    outcome,
    loss_reason,

    -- measures
    amount as amount_local,
    probability,

    -- flags
    is_deleted,

    -- times
    created_at,
    expected_close_date,
    closed_at,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
