{#- Reads the text again on purpose, as stg_orders__landed_line_values does. -#}
select
    _batch_id as batch_id,
    _row as source_row,
    order_id,
    case when order_discount_amount is null then 0 else {{ plain_number('order_discount_amount') }} end
        as order_discount_local,
    case when shipping_charged_amount is null then 0 else {{ plain_number('shipping_charged_amount') }} end
        as shipping_charged_local

from {{ source('orders', 'orders') }}

where batch_date <= {{ as_of_date() }}
