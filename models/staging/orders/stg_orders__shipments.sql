with

staged as (

    {{ staged_rows('orders', 'shipments', parents={
        'order_id': ref('stg_orders__orders'),
    }) }}

)

select
    -- ids
    shipment_id,
    order_id,

    -- attributes
    carrier,
    currency_code,

    -- measures
    freight_cost_amount as freight_cost_local,

    -- flags
    is_deleted,

    -- times
    shipped_at,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
