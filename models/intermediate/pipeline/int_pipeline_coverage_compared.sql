{{ config(materialized='table') }}

{#-
    Whether the open pipeline can still fill the quota. Company and teams are the sums of their people,
    those without a quota too: what they win fills it as well. One quota that was not set leaves the
    whole unknown.
-#}
{%- set dimensions = {'company': "'company'", 'team': 'team_id', 'person': 'user_id'} -%}

with

entries as (

    select * from {{ ref('int_coverage_entries_gathered') }}

),

sliced as (

    {%- for dimension, value in dimensions.items() %}
    select
        *,
        '{{ dimension }}' as dimension,
        {{ value }} as dimension_value
    from entries
    {{- ' union all' if not loop.last }}
    {%- endfor %}

),

summed as (

    select
        period_start,
        period_end,
        snapshot_date,
        dimension,
        dimension_value,
        cast(sum(quota_count) as bigint) as quota_count,
        count(case when quota_count = 1 and quota_amount is null then 1 end) as unknown_quota_count,
        cast(sum(quota_amount) as decimal(18, 4)) as known_quota_amount,
        cast(sum(pipeline_count) as bigint) as pipeline_count,
        cast(sum(unvalued_count) as bigint) as unvalued_count,
        cast(sum(pipeline_amount) as decimal(18, 4)) as known_pipeline_amount,
        cast(sum(weighted_amount) as decimal(18, 4)) as known_weighted_amount,
        cast(sum(won_count) as bigint) as won_count,
        cast(sum(won_unvalued_count) as bigint) as won_unvalued_count,
        cast(sum(won_amount) as decimal(18, 4)) as known_won_amount

    from sliced

    group by
        period_start,
        period_end,
        snapshot_date,
        dimension,
        dimension_value

),

compared as (

    select
        *,
        case when unknown_quota_count = 0 then known_quota_amount end as quota_amount,
        case when won_unvalued_count = 0 then known_won_amount end as won_amount,
        case when unvalued_count = 0 then known_pipeline_amount end as pipeline_amount,
        case
            when unknown_quota_count = 0 and won_unvalued_count = 0
                then cast(known_quota_amount - known_won_amount as decimal(18, 4))
        end as remaining_amount
    from summed

)

select
    *,
    case
        when remaining_amount is not null then remaining_amount <= 0
        -- wins of unknown value can only add to what is known
        when unknown_quota_count = 0 and known_won_amount >= known_quota_amount then true
    end as is_quota_met,
    case when remaining_amount > 0 then {{ ratio('pipeline_amount', 'remaining_amount') }} end
        as coverage_rate

from compared
