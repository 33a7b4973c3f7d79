{#-
    Every invitation once under each thing that reports slice surveys by, and in each month whose
    figures it is part of: its own, and the twelve that end with each of the twelve from it on.
-#}
{%- set dimensions = {
    'company': "'company'",
    'segment': 'segment',
    'region': 'region',
    'category': 'category',
    'channel': 'channel',
    'team': 'team_id',
    'person': 'staff_user_id',
} -%}
with

feedback as (

    select * from {{ ref('int_feedback_described') }}

),

months as (

    select distinct {{ month_start('date_day') }} as month_start
    from {{ ref('int_dates_spanned') }}
    where date_day <= {{ as_of_date() }}

),

windows as (

    select
        1 as window_months,
        months.month_start,
        feedback.*
    from feedback
    inner join months
        on feedback.asked_month = months.month_start

    union all

    select
        12 as window_months,
        months.month_start,
        feedback.*
    from feedback
    inner join months
        on
            feedback.asked_month <= months.month_start
            and months.month_start < {{ months_later('feedback.asked_month', 12) }}

),

sliced as (

    {%- for dimension, value in dimensions.items() %}
    select
        *,
        '{{ dimension }}' as dimension,
        {{ value }} as dimension_value
    from windows
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from sliced
