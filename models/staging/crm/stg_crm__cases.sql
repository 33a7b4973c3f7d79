with

staged as (

    {{ staged_rows('crm', 'cases') }}

)

select
    -- ids
    case_id,
    account_id,
    contact_id,
    order_id,
    product_id,
    agent_user_id,

    -- attributes
    category,
    priority,
    channel,

    -- measures
    handling_minutes,

    -- flags
    is_deleted,

    -- times
    opened_at,
    first_response_at,
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
