with

staged as (

    {{ staged_rows('crm', 'campaign_spend') }}

)

select
    -- ids
    campaign_id,
    cost_type,

    -- attributes
    currency_code,

    -- measures
    amount as amount_local,
    impressions,
    clicks,

    -- flags
    is_deleted,

    -- times
    spend_date,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
