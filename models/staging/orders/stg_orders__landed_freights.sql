{#- Reads the text again on purpose, as stg_orders__landed_line_values does. -#}
select
    _batch_id as batch_id,
    _row as source_row,
    order_id,
    upper(currency_code) as currency_code,
    {{ plain_number('freight_cost_amount') }} as freight_local

from {{ source('orders', 'shipments') }}

where
    batch_date <= {{ as_of_date() }}
    and freight_cost_amount is not null
