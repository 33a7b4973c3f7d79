{{ config(materialized='table') }}

{#-
    How long won and lost deals took, and how long enquiries waited for a first answer: number, sum and
    the one in the middle (the shorter of two). Durations are counted by their length first, so that a
    window of twelve months need not sort every deal twelve times.
-#}
{%- set dimensions = {'company': "'company'", 'team': 'team_id', 'person': 'owner_user_id'} -%}
{%- set slice = 'window_months, month_start, dimension, dimension_value, duration_kind' -%}
with

durations as (

    select
        owner_user_id,
        team_id,
        {{ month_start('closed_date') }} as month_start,
        outcome || '_cycle' as duration_kind,
        cast(cycle_days as bigint) as duration
    from {{ ref('int_deal_cycles_measured') }}
    where
        outcome in ('won', 'lost')
        and cycle_days is not null

    union all

    select
        owner_user_id,
        team_id,
        {{ month_start('created_date') }} as month_start,
        'first_response' as duration_kind,
        first_response_seconds as duration
    from {{ ref('int_lead_journeys_dated') }}
    where
        excluded_as is null
        and first_response_seconds is not null

),

counted as (

    {%- for dimension, value in dimensions.items() %}
    select
        '{{ dimension }}' as dimension,
        {{ value }} as dimension_value,
        month_start,
        duration_kind,
        duration,
        count(*) as item_count
    from durations
    group by
        {% if dimension != 'company' %}{{ value }},{% endif %}
        month_start,
        duration_kind,
        duration
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

windowed as (

    select
        1 as window_months,
        month_start,
        dimension,
        dimension_value,
        duration_kind,
        duration,
        item_count
    from counted

    union all

    select
        12 as window_months,
        months.month_start,
        counted.dimension,
        counted.dimension_value,
        counted.duration_kind,
        counted.duration,
        sum(counted.item_count) as item_count
    from counted
    inner join {{ ref('int_sales_months_spanned') }} as months
        on
            counted.month_start <= months.month_start
            and months.month_start < {{ months_later('counted.month_start', 12) }}
    group by
        months.month_start,
        counted.dimension,
        counted.dimension_value,
        counted.duration_kind,
        counted.duration

),

placed as (

    select
        *,
        sum(item_count) over (
            partition by {{ slice }} order by duration
            rows between unbounded preceding and current row
        ) as count_so_far,
        sum(item_count) over (partition by {{ slice }}) as slice_count
    from windowed

)

select
    {{ slice }},
    cast(sum(item_count) as bigint) as duration_count,
    cast(sum(duration * item_count) as bigint) as duration_sum,
    min(case when count_so_far * 2 >= slice_count then duration end) as duration_median

from placed

group by {{ slice }}
