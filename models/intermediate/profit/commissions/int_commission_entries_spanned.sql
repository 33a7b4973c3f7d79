{{ config(materialized='table') }}

{#-
    What each event earned each holder before accelerators, with the statements in which it stands
    so: the same in consecutive states of an order is one entry.
-#}
{%- set content = [
    'order_line_id', 'order_id', 'customer_id', 'product_id', 'role', 'split_rate', 'split_status',
    'product_margin_tier', 'base_type', 'commission_rate', 'rate_status', 'ordered_date',
    'earned_date', 'period_start', 'base_amount', 'basic_amount',
] -%}
{{ joined_statements(ref('int_commissions_split'), content) }}
