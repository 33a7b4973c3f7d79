{#- Reads the text again on purpose, as stg_orders__landed_line_values does. -#}
select
    _batch_id as batch_id,
    _row as source_row,
    {{ parse_date('spend_date') }} as spend_date,
    upper(currency_code) as currency_code,
    {{ plain_number('amount') }} as cost_local

from {{ source('crm', 'campaign_spend') }}

where batch_date <= {{ as_of_date() }}
