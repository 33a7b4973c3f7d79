{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='order_month',
        on_schema_change='fail',
        post_hook='{{ drop_vanished_months("int_order_lines_totalled", "order_month") }}',
    )
}}

{%- set columns = [
    'order_line_id', 'order_id', 'customer_id', 'product_id', 'line_kind', 'ordered_date',
    'order_month', 'last_posted_date', 'currency_code', 'quantity', 'returned_quantity',
    'value_local', 'order_discount_local', 'returns_local', 'goodwill_local',
    'gross_revenue_amount', 'list_discount_amount', 'line_discount_amount',
    'order_discount_amount', 'discount_amount', 'returns_amount', 'net_revenue_amount',
    'cogs_amount', 'gross_profit_amount', 'goodwill_amount', 'gift_card_amount',
    'is_unpriced', 'is_uncosted',
] %}

with

order_lines as (

    select * from {{ ref('int_order_lines_totalled') }}

)

{%- if is_incremental() %},

changed_months as (

    {{ changed_months('order_lines', 'order_month', columns) }}

)
{%- endif %}

select
    {{ columns | join(',\n    ') }}

from order_lines

{%- if is_incremental() %}

where order_month in (select changed_months.order_month from changed_months)
{%- endif %}
