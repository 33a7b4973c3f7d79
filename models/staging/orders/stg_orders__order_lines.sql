with

staged as (

    {{ staged_rows('orders', 'order_lines', parents={
        'order_id': ref('stg_orders__orders'),
    }) }}

)

select
    -- ids
    order_line_id,
    order_id,
    product_id,

    -- measures
    quantity,
    list_price as list_price_local,
    unit_price as unit_price_local,
    line_discount_amount as line_discount_local,
    tax_amount as tax_local,
    unit_cost as unit_cost_local,

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
