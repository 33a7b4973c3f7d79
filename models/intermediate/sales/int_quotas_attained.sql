{{ config(materialized='table') }}

{#-
    What was won in each quota period against the quota of those who were here, for each person, each
    team by who was in it when, and the company. A quota that was never set is unknown and makes its
    team's unknown; one of nothing is nothing. People without a quota are listed with what they won.
-#}
{%- set dimensions = {'company': "'company'", 'team': 'team_id', 'person': 'user_id'} -%}
with

periods as (

    select distinct
        period_start,
        period_end
    from {{ ref('int_quota_parts_spread') }}

),

entries as (

    select
        period_start,
        period_end,
        user_id,
        team_id,
        case when is_present then quota_id end as quota_id,
        case when is_present then quota_amount end as quota_amount,
        quota_amount as full_quota_amount,
        is_present and quota_amount is null as is_unknown,
        case when is_present then working_day_count else 0 end as working_day_count,
        case when is_present then elapsed_working_day_count else 0 end as elapsed_working_day_count,
        cast(null as varchar) as opportunity_id,
        cast(0 as decimal(18, 4)) as won_amount
    from {{ ref('int_quota_parts_spread') }}

    union all

    select
        periods.period_start,
        periods.period_end,
        won.user_id,
        won.team_id,
        cast(null as varchar) as quota_id,
        cast(null as decimal(18, 4)) as quota_amount,
        cast(null as decimal(18, 4)) as full_quota_amount,
        false as is_unknown,
        0 as working_day_count,
        0 as elapsed_working_day_count,
        won.opportunity_id,
        won.won_amount
    from {{ ref('int_won_deals_shared') }} as won
    inner join periods
        on
            won.closed_date >= periods.period_start
            and won.closed_date < periods.period_end

)

{%- for dimension, value in dimensions.items() %}

select
    period_start,
    period_end,
    '{{ dimension }}' as dimension,
    {{ value }} as dimension_value,
    count(distinct quota_id) as quota_count,
    count(distinct case when is_unknown then quota_id end) as unknown_quota_count,
    case when count(case when is_unknown then 1 end) = 0 then {{ sum_money('full_quota_amount') }} end
        as full_quota_amount,
    case when count(case when is_unknown then 1 end) = 0 then {{ sum_money('quota_amount') }} end
        as quota_amount,
    {{ sum_money('coalesce(quota_amount, 0)') }} as known_quota_amount,
    count(distinct opportunity_id) as won_count,
    count(case when opportunity_id is not null and won_amount is null then 1 end) as unvalued_share_count,
    {{ sum_money('coalesce(won_amount, 0)') }} as known_won_amount,
    cast(sum(working_day_count) as bigint) as working_day_count,
    cast(sum(elapsed_working_day_count) as bigint) as elapsed_working_day_count

from entries

group by
    {% if dimension != 'company' %}{{ value }},{% endif %}
    period_start,
    period_end

{{ 'union all' if not loop.last }}
{%- endfor %}
