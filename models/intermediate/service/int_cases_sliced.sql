{#- Every case once under each thing that reports slice service by. -#}
{%- set dimensions = {
    'company': "'company'",
    'segment': 'segment',
    'region': 'region',
    'category': 'category',
    'channel': 'channel',
    'priority': 'priority',
    'team': 'team_id',
    'person': 'agent_user_id',
} -%}

{%- for dimension, value in dimensions.items() %}
select
    *,
    '{{ dimension }}' as dimension,
    {{ value }} as dimension_value
from {{ ref('int_cases_timed') }}
{{ 'union all' if not loop.last }}
{%- endfor %}
