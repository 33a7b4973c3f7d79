with

staged as (

    {{ staged_rows('crm', 'quotas') }}

)

select
    -- ids
    user_id,

    -- attributes
    currency_code,

    -- measures
    quota_amount as quota_local,

    -- flags
    is_deleted,

    -- times
    period_start,
    period_end,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
