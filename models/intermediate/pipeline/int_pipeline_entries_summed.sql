{{ config(materialized='table') }}

{#-
    Both balances of each month and what moved between them, per team. The end of a month is the start
    of the next, but what is to close in the quarter is another window in another quarter. Balances are
    counted deal by deal and movements step by step, so that each proves the other.
-#}
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
        flow * moved_count as entry_count,
        flow * moved_amount as entry_amount,
        flow * moved_margin_amount as entry_margin_amount,
        0 as unvalued_count
    from {{ ref('int_pipeline_movements_parted') }}

)

select
    pipeline,
    month_start,
    team_id,
    movement,
    cast(sum(entry_count) as bigint) as entry_count,
    cast(sum(entry_amount) as decimal(18, 4)) as entry_amount,
    cast(sum(entry_margin_amount) as decimal(18, 4)) as entry_margin_amount,
    cast(sum(unvalued_count) as bigint) as unvalued_count

from entries

group by
    pipeline,
    month_start,
    team_id,
    movement
