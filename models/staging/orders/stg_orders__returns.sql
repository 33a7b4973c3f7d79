with

staged as (

    {{ staged_rows('orders', 'returns', parents={
        'order_id': ref('stg_orders__orders'),
        'order_line_id': ref('stg_orders__order_lines'),
    }) }}

)

select
    -- ids
    return_id,
    order_id,
    order_line_id,

    -- attributes
    currency_code,
    reason,
    disposition,

    -- measures
    quantity,
    refund_amount as refund_local,

    -- flags
    is_deleted,

    -- times
    returned_at,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
