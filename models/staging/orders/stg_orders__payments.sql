with

staged as (

    {{ staged_rows('orders', 'payments', parents={
        'order_id': ref('stg_orders__orders'),
    }) }}

)

select
    -- ids
    payment_id,
    order_id,

    -- attributes
    payment_method,
    currency_code,
    status,

    -- measures
    amount as amount_local,
    fee_amount as fee_local,

    -- flags
    is_deleted,

    -- times
    paid_at,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
