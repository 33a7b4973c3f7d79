with

staged as (

    {{ staged_rows('crm', 'campaigns') }}

)

select
    -- ids
    campaign_id,

    -- attributes
    campaign_name,
    channel,
    campaign_type,
    currency_code,

    -- measures
    budget_amount as budget_local,

    -- flags
    is_deleted,

    -- times
    start_date,
    end_date,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
