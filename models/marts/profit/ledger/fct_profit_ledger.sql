{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='posted_month',
        on_schema_change='fail',
        post_hook='{{ drop_vanished_months("int_ledger_posted", "posted_month") }}',
    )
}}

{%- set columns = [
    'posted_date', 'posted_month', 'customer_id', 'order_id', 'order_line_id', 'product_id',
    'element', 'waterfall_step', 'cost_category', 'amount', 'method', 'pool_id', 'source_table',
    'source_id',
] %}

with

postings as (

    select * from {{ ref('int_ledger_posted') }}

)

{%- if is_incremental() %},

changed_months as (

    {{ changed_months('postings', 'posted_month', columns) }}

)
{%- endif %}

select
    {{ columns | join(',\n    ') }}

from postings

{%- if is_incremental() %}

where posted_month in (select changed_months.posted_month from changed_months)
{%- endif %}
