{{ config(materialized='table') }}

{#-
    From the pipeline at the start of a month to that at its end, or at the as-of date: one column per
    movement, for every team and for the company, where what one hands to another cancels.
-#}
{%- set movements = [
    'start', 'new', 'reopened', 'pulled_in', 'carried_in', 'moved_in', 'increased', 'valued', 'won', 'lost',
    'no_decision', 'duplicate', 'deleted', 'decreased', 'pushed_out', 'backdated', 'moved_out', 'end',
] -%}
{%- set measures = {
    'count': 'bigint', 'amount': 'decimal(18, 4)', 'margin_amount': 'decimal(18, 4)',
} -%}

with

team_names as (

    select
        team_id,
        max(team_name) as team_name
    from {{ ref('int_team_stints_completed') }}
    group by team_id

),

sliced as (

    select
        *,
        'company' as dimension,
        'company' as dimension_value
    from {{ ref('int_pipeline_entries_summed') }}

    union all

    select
        *,
        'team' as dimension,
        team_id as dimension_value
    from {{ ref('int_pipeline_entries_summed') }}

)

select
    {%- for movement in movements %}
    {%- for measure, type in measures.items() %}
    cast(
        sum(case when sliced.movement = '{{ movement }}' then sliced.entry_{{ measure }} else 0 end)
        as {{ type }}
    ) as {{ movement }}_{{ measure }},
    {%- endfor %}
    {%- endfor %}
    {%- for movement in ['start', 'end'] %}
    cast(sum(case when sliced.movement = '{{ movement }}' then sliced.unvalued_count else 0 end) as bigint)
        as {{ movement }}_unvalued_count,
    {%- endfor %}
    sliced.month_start,
    sliced.pipeline,
    sliced.dimension,
    sliced.dimension_value,
    coalesce(max(team_names.team_name), 'company') as dimension_name,
    least({{ month_end('sliced.month_start') }}, {{ as_of_date() }}) as month_end,
    {{ month_end('sliced.month_start') }} <= {{ as_of_date() }} as is_complete

from sliced

left join team_names
    on
        sliced.dimension = 'team'
        and sliced.dimension_value = team_names.team_id

group by
    sliced.month_start,
    sliced.pipeline,
    sliced.dimension,
    sliced.dimension_value
