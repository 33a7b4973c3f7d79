{{ config(materialized='table') }}

{#-
    The pipeline of every team and stage at the end of each day. What came in and went out on a day is
    added up from the first day on, so that a deal costs two rows and not one for each of its days.
-#}
{%- set measures = {
    'deal_count': '1',
    'known_amount': 'coalesce(amount, 0)',
    'unvalued_count': 'case when amount is null then 1 else 0 end',
    'known_weighted_amount': 'coalesce(weighted_amount, 0)',
    'unweighted_count': 'case when weighted_amount is null then 1 else 0 end',
    'known_expected_margin_amount': 'coalesce(expected_margin_amount, 0)',
    'unknown_margin_count': 'case when expected_margin_amount is null then 1 else 0 end',
} -%}

with

spells as (

    select * from {{ ref('int_pipeline_spells_spanned') }}
    where coalesce(valid_to, date '9999-12-31') > valid_from

),

edges as (

    select
        {%- for measure, value in measures.items() %}
        {{ value }} as {{ measure }},
        {%- endfor %}
        valid_from as date_day,
        team_id,
        stage
    from spells

    union all

    select
        {%- for measure, value in measures.items() %}
        -({{ value }}) as {{ measure }},
        {%- endfor %}
        valid_to as date_day,
        team_id,
        stage
    from spells
    where valid_to is not null

),

changes as (

    select
        {%- for measure in measures %}
        sum({{ measure }}) as {{ measure }},
        {%- endfor %}
        date_day,
        team_id,
        stage
    from edges
    group by
        date_day,
        team_id,
        stage

),

cells as (

    select
        team_id,
        stage,
        min(date_day) as first_day
    from changes
    group by
        team_id,
        stage

),

days as (

    {{ days_between('(select min(first_day) from cells)', as_of_date()) }}

),

summed as (

    select
        {%- for measure in measures %}
        cast(
            sum(coalesce(changes.{{ measure }}, 0)) over so_far
            as {{ 'bigint' if measure.endswith('count') else 'decimal(18, 4)' }}
        ) as {{ measure }},
        {%- endfor %}
        days.date_day,
        cells.team_id,
        cells.stage

    from cells

    inner join days
        on cells.first_day <= days.date_day

    left join changes
        on
            cells.team_id = changes.team_id
            and cells.stage = changes.stage
            and days.date_day = changes.date_day

    window so_far as (
        partition by cells.team_id, cells.stage order by days.date_day
        rows between unbounded preceding and current row
    )

)

select * from summed
where deal_count > 0
