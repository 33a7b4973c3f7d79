{#- Reads the text again on purpose, as stg_orders__landed_line_values does. -#}
select
    _batch_id as batch_id,
    _row as source_row,
    order_id,
    upper(currency_code) as currency_code,
    {{ plain_number('fee_amount') }} as fee_local

from {{ source('orders', 'payments') }}

where
    batch_date <= {{ as_of_date() }}
    and fee_amount is not null
