{#-
    The fates of expected deals by everything they can be sliced by: a deal is its team's and its
    owner's of the day the period began.
-#}
{%- set dimensions = {
    'company': "'company'",
    'team': 'fates.team_id',
    'person': 'fates.owner_user_id',
    'source': 'deals.lead_source',
    'channel_group': 'deals.channel_group',
    'segment': 'deals.segment',
    'product_category': 'deals.product_category',
} -%}
{%- set known_fates = [
    'won', 'lost', 'no_decision', 'duplicate', 'deleted', 'slipped', 'undated', 'due',
] -%}

with

fates as (

    select * from {{ ref('int_pipeline_slips_classified') }}

),

deals as (

    select * from {{ ref('int_opportunities_described') }}

),

sliced as (

    {%- for dimension, value in dimensions.items() %}
    select
        fates.*,
        '{{ dimension }}' as dimension,
        {{ value }} as dimension_value
    from fates
    inner join deals
        on fates.opportunity_id = deals.opportunity_id
    {{- ' union all' if not loop.last }}
    {%- endfor %}

)

select
    period_type,
    period_start,
    period_end,
    is_complete,
    dimension,
    dimension_value,
    count(*) as expected_count,
    cast(count(case when amount is null then 1 end) as bigint) as unvalued_count,
    cast(sum(coalesce(amount, 0)) as decimal(18, 4)) as known_expected_amount,
    cast(sum(coalesce(expected_margin_amount, 0)) as decimal(18, 4)) as known_expected_margin_amount,
    {%- for fate in known_fates %}
    count(case when fate = '{{ fate }}' then 1 end) as {{ fate }}_count,
    cast(sum(case when fate = '{{ fate }}' then coalesce(amount, 0) else 0 end) as decimal(18, 4))
        as {{ fate }}_amount,
    {%- endfor %}
    cast(sum(
        case when fate = 'slipped' then coalesce(expected_margin_amount, 0) else 0 end
    ) as decimal(18, 4))
        as slipped_margin_amount

from sliced

group by
    period_type,
    period_start,
    period_end,
    is_complete,
    dimension,
    dimension_value
