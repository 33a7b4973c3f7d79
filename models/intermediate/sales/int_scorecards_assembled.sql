{{ config(materialized='table') }}

{#-
    One scorecard of everything: what was sold, what became of deals, how long they took, the work, the
    quota and what customers said. Whoever has any of these has a scorecard, and zeros for the others.
-#}
{%- set key = ['window_months', 'month_start', 'dimension', 'dimension_value'] -%}
{%- set entry_columns = [
    'gross_revenue_amount', 'discount_amount', 'returns_amount', 'left_out_sales_amount',
    'margin_amount', 'service_cost_amount', 'known_quota_amount', 'known_quota_won_amount',
    'unknown_amount_count', 'written_activity_count',
    'phone_activity_count', 'in_person_activity_count', 'other_activity_count', 'deleted_activity_count',
    'closed_deal_activity_count', 'unknown_quota_count', 'lead_count',
] -%}
{%- set deal_columns = [
    'created_count', 'created_won_count', 'created_lost_count', 'created_open_count', 'duplicate_count',
    'deleted_count', 'won_count', 'lost_count', 'no_decision_count', 'valued_won_count',
    'valued_lost_count', 'margin_valued_won_count', 'overdue_count', 'known_won_amount',
    'known_lost_amount', 'known_won_margin_amount',
] -%}
with

entries as (

    select * from {{ ref('int_scorecard_entries_summed') }}

),

deals as (

    select * from {{ ref('int_deal_outcomes_counted') }}
    where dimension in ('company', 'team', 'person')

),

durations as (

    select
        {%- for kind in ['won_cycle', 'lost_cycle', 'first_response'] %}
        sum(case when duration_kind = '{{ kind }}' then duration_count end) as {{ kind }}_count,
        sum(case when duration_kind = '{{ kind }}' then duration_sum end) as {{ kind }}_sum,
        max(case when duration_kind = '{{ kind }}' then duration_median end) as {{ kind }}_median,
        {%- endfor %}
        {{ key | join(', ') }}
    from {{ ref('int_sales_durations_measured') }}
    group by {{ key | join(', ') }}

),

answers as (

    select
        {{ key | join(', ') }},
        sum(asked_count) as asked_count,
        sum(respondent_count) as respondent_count,
        sum(favourable_count) as favourable_count
    from {{ ref('int_answers_counted') }}
    where
        survey_type = 'csat'
        and dimension in ('company', 'team', 'person')
    group by {{ key | join(', ') }}

),

cards as (

    select {{ key | join(', ') }}
    from entries

    union

    select {{ key | join(', ') }}
    from deals

    union

    select {{ key | join(', ') }}
    from durations

    union

    select {{ key | join(', ') }}
    from answers

)

select
    cards.window_months,
    cards.month_start,
    cards.dimension,
    cards.dimension_value,
    {%- for column in entry_columns %}
    coalesce(entries.{{ column }}, 0) as {{ column }},
    {%- endfor %}
    coalesce(entries.has_quota, false) as has_quota,
    {%- for column in deal_columns %}
    coalesce(deals.{{ column }}, 0) as {{ column }},
    {%- endfor %}
    {%- for kind in ['won_cycle', 'lost_cycle', 'first_response'] %}
    cast(coalesce(durations.{{ kind }}_count, 0) as bigint) as {{ kind }}_count,
    cast(durations.{{ kind }}_sum as bigint) as {{ kind }}_sum,
    cast(durations.{{ kind }}_median as bigint) as {{ kind }}_median,
    {%- endfor %}
    cast(coalesce(answers.asked_count, 0) as bigint) as csat_asked_count,
    cast(coalesce(answers.respondent_count, 0) as bigint) as csat_respondent_count,
    cast(coalesce(answers.favourable_count, 0) as bigint) as csat_favourable_count

from cards

left join entries
    on
        cards.window_months = entries.window_months
        and cards.month_start = entries.month_start
        and cards.dimension = entries.dimension
        and cards.dimension_value = entries.dimension_value

left join deals
    on
        cards.window_months = deals.window_months
        and cards.month_start = deals.month_start
        and cards.dimension = deals.dimension
        and cards.dimension_value = deals.dimension_value

left join durations
    on
        cards.window_months = durations.window_months
        and cards.month_start = durations.month_start
        and cards.dimension = durations.dimension
        and cards.dimension_value = durations.dimension_value

left join answers
    on
        cards.window_months = answers.window_months
        and cards.month_start = answers.month_start
        and cards.dimension = answers.dimension
        and cards.dimension_value = answers.dimension_value
