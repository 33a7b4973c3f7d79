{{ config(materialized='table') }}

{#-
    The entries of a scorecard for each person, each team and the company, over the month and over the
    twelve months that end with it. Months that have not begun are on no scorecard.
-#}
{%- set dimensions = {'company': "'company'", 'team': 'team_id', 'person': 'user_id'} -%}
{%- set amounts = [
    'gross_revenue', 'discount', 'returns', 'left_out_sales', 'margin', 'service_cost', 'known_quota',
    'known_quota_won',
] -%}
{%- set counts = [
    'unknown_amount', 'written_activity', 'phone_activity', 'in_person_activity', 'other_activity',
    'deleted_activity', 'closed_deal_activity', 'unknown_quota', 'lead',
] -%}
with

slices as (

    {%- for dimension, value in dimensions.items() %}
    select
        '{{ dimension }}' as dimension,
        {{ value }} as dimension_value,
        month_start,
        measure,
        cast(sum(quantity) as decimal(18, 4)) as quantity
    from {{ ref('int_scorecard_entries_gathered') }}
    group by
        {% if dimension != 'company' %}{{ value }},{% endif %}
        month_start,
        measure
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

months as (

    select month_start
    from {{ ref('int_sales_months_spanned') }}

),

windowed as (

    select
        1 as window_months,
        months.month_start as window_month,
        slices.*
    from slices
    inner join months
        on slices.month_start = months.month_start

    union all

    select
        12 as window_months,
        months.month_start as window_month,
        slices.*
    from slices
    inner join months
        on
            slices.month_start <= months.month_start
            and months.month_start < {{ months_later('slices.month_start', 12) }}

)

select
    window_months,
    window_month as month_start,
    dimension,
    dimension_value,
    {%- for measure in amounts %}
    {{ sum_money("case when measure = '" ~ measure ~ "' then quantity else 0 end") }}
        as {{ measure }}_amount,
    {%- endfor %}
    {%- for measure in counts %}
    cast(sum(case when measure = '{{ measure }}' then quantity else 0 end) as bigint)
        as {{ measure }}_count,
    {%- endfor %}
    count(case when measure = 'known_quota' then 1 end) > 0 as has_quota

from windowed

group by
    window_months,
    window_month,
    dimension,
    dimension_value
