{#- Reads the text again on purpose, as stg_orders__landed_line_values does. -#}
select
    _batch_id as batch_id,
    _row as source_row,
    {{ parse_date('month') }} as month,
    upper(currency_code) as currency_code,
    {{ plain_number('amount') }} as cost_local

from {{ source('costs', 'cost_pools') }}

where batch_date <= {{ as_of_date() }}
