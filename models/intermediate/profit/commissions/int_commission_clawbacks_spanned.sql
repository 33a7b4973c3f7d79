{#- Clawbacks with the statements in which they stand: the same in consecutive statements is one. -#}
{%- set content = [
    'order_line_id', 'order_id', 'earned_entry_id', 'earned_date', 'period_start', 'base_amount',
    'basic_amount', 'accelerator_amount',
] -%}
with

spanned as (

    {{ joined_statements(ref('int_commissions_clawed_back'), content) }}

)

select
    source_id || ':' || user_id || ':' || cast(stated_from as varchar) as entry_id,
    *

from spanned
