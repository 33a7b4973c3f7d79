{#- Every lead once under each thing that reports slice leads by. -#}
{%- set dimensions = {
    'company': "'company'",
    'team': 'team_id',
    'person': 'owner_user_id',
    'source': 'lead_source',
    'channel_group': 'channel_group',
    'segment': 'segment',
} -%}

{%- for dimension, value in dimensions.items() %}
select
    *,
    '{{ dimension }}' as dimension,
    {{ value }} as dimension_value
from {{ ref('int_leads_followed') }}
{{ 'union all' if not loop.last }}
{%- endfor %}
