{{ config(materialized='table') }}

{#-
    The account of each stage, month by month: what it began with and what came in is what went out
    and what is still there. A stage that was empty all month and saw nothing has no row.
-#}
{%- set exits = {
    'advanced': "movement = 'advanced'",
    'regressed': "movement = 'regressed'",
    'skipped': "movement = 'skipped'",
    'won': "movement = 'won'",
    'lost': "movement = 'lost'",
    'other': "movement in ('no_decision', 'duplicate', 'deleted', 'moved')",
} -%}
{%- set entries = "movement in ('entered', 'reopened')" -%}
{%- set details = ['reopened', 'no_decision', 'duplicate', 'deleted', 'moved'] -%}
with

monthly as (

    select
        {{ deal_values('entered', entries) }},
        {%- for exit, condition in exits.items() %}
        {{ deal_values(exit, condition) }},
        {%- endfor %}
        {%- for detail in details %}
        {{ deal_values(detail, "movement = '" ~ detail ~ "'") }},
        {%- endfor %}
        {{ deal_values('rated_entered', 'is_rated and ' ~ entries) }},
        {{ deal_values('rated_forward', "is_rated and movement in ('advanced', 'skipped', 'won')") }},
        dimension,
        dimension_value,
        stage,
        month_start

    from {{ ref('int_stage_movements_counted') }}

    group by
        dimension,
        dimension_value,
        stage,
        month_start

),

accounts as (

    select
        dimension,
        dimension_value,
        stage,
        min(step_number) as step_number,
        min(month_start) as first_month

    from {{ ref('int_stage_movements_counted') }}

    group by
        dimension,
        dimension_value,
        stage

),

filled as (

    select
        {%- for name in ['entered'] + exits.keys() | list + details + ['rated_entered', 'rated_forward'] %}
        {%- for column in deal_value_names(name).values() %}
        coalesce(monthly.{{ column }}, 0) as {{ column }},
        {%- endfor %}
        {%- endfor %}
        accounts.dimension,
        accounts.dimension_value,
        accounts.stage,
        accounts.step_number,
        months.month_start

    from accounts

    inner join {{ ref('int_funnel_months_spanned') }} as months
        on accounts.first_month <= months.month_start

    left join monthly
        on
            accounts.dimension = monthly.dimension
            and accounts.dimension_value = monthly.dimension_value
            and accounts.stage = monthly.stage
            and months.month_start = monthly.month_start

),

carried as (

    select
        {%- for measure, closing in deal_value_names('closing').items() %}
        {{ running_sum(came_less_left(measure, exits), measure) }} as {{ closing }},
        {%- endfor %}
        filled.*

    from filled

    window in_turn as (
        partition by dimension, dimension_value, stage
        order by month_start
        rows between unbounded preceding and current row
    )

),

opened as (

    select
        {%- for measure, opening in deal_value_names('opening').items() %}
        coalesce(lag({{ deal_value_names('closing')[measure] }}) over in_turn, 0) as {{ opening }},
        {%- endfor %}
        carried.*

    from carried

    window in_turn as (partition by dimension, dimension_value, stage order by month_start)

)

select * from opened
where opening_count + entered_count + closing_count > 0
