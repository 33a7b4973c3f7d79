{{ config(materialized='table') }}

{#-
    From the pipeline at the start of a month to that at its end, or at the as-of date. Both balances are
    counted deal by deal and the movements on their own, so that each proves the other. What is to
    close in the quarter of the month is another window in another quarter, and starts anew there.
-#}
{%- set inflows = ['new', 'reopened', 'pulled_in', 'carried_in', 'moved_in', 'increased', 'valued'] -%}
{%- set outflows = [
    'won', 'lost', 'no_decision', 'duplicate', 'deleted', 'decreased', 'pushed_out', 'backdated', 'moved_out',
] -%}

with

balances as (

    select
        team_id,
        {{ days_later('snapshot_date', 1) }} as month_start,
        'start' as movement,
        expected_close_date,
        amount,
        expected_margin_amount
    from {{ ref('int_pipeline_snapshots_taken') }}
    where
        snapshot_date = {{ month_end('snapshot_date') }}
        and snapshot_date < {{ as_of_date() }}

    union all

    select
        team_id,
        {{ month_start('snapshot_date') }} as month_start,
        'end' as movement,
        expected_close_date,
        amount,
        expected_margin_amount
    from {{ ref('int_pipeline_snapshots_taken') }}

),

windowed as (

    select
        *,
        {{ fiscal_period_start('quarter', 'month_start') }} as window_start
    from balances

),

entries as (

    {%- for pipeline in ['total', 'closing_in_quarter'] %}
    select
        '{{ pipeline }}' as pipeline,
        month_start,
        team_id,
        movement,
        1 as entry_count,
        coalesce(amount, 0) as entry_amount,
        coalesce(expected_margin_amount, 0) as entry_margin_amount,
        case when amount is null then 1 else 0 end as unvalued_count
    from windowed
    {%- if pipeline == 'closing_in_quarter' %}
    where
        expected_close_date >= window_start
        and expected_close_date < {{ months_later('window_start', 3) }}
    {%- endif %}

    union all
    {% endfor %}
    select
        pipeline,
        month_start,
        team_id,
        movement,
        {%- for measure in ['count', 'amount', 'margin_amount'] %}
        case when movement in ('{{ outflows | join("', '") }}') then -moved_{{ measure }} else moved_{{ measure }} end
            as entry_{{ measure }},
        {%- endfor %}
        0 as unvalued_count
    from {{ ref('int_pipeline_movements_parted') }}

),

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
    from entries

    union all

    select
        *,
        'team' as dimension,
        team_id as dimension_value
    from entries

)

select
    sliced.month_start,
    sliced.pipeline,
    sliced.dimension,
    sliced.dimension_value,
    coalesce(max(team_names.team_name), 'company') as dimension_name,
    least({{ month_end('sliced.month_start') }}, {{ as_of_date() }}) as month_end,
    {{ month_end('sliced.month_start') }} <= {{ as_of_date() }} as is_complete,
    {%- for movement in ['start', 'end'] %}
    cast(sum(case when movement = '{{ movement }}' then unvalued_count else 0 end) as bigint)
        as {{ movement }}_unvalued_count,
    {%- endfor %}
    {%- for movement in ['start'] + inflows + outflows + ['end'] %}
    cast(sum(case when movement = '{{ movement }}' then entry_count else 0 end) as bigint)
        as {{ movement }}_count,
    cast(sum(case when movement = '{{ movement }}' then entry_amount else 0 end) as decimal(18, 4))
        as {{ movement }}_amount,
    cast(sum(case when movement = '{{ movement }}' then entry_margin_amount else 0 end) as decimal(18, 4))
        as {{ movement }}_margin_amount{{ ',' if not loop.last }}
    {%- endfor %}

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
