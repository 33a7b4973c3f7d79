{{ config(materialized='table') }}

{#-
    Money that open deals, deals to come and the run-rate can be expected to bring, for the company and
    each team, from the end of the last month that is over.
-#}
with

deals as (

    select
        'company' as dimension,
        'company' as dimension_value,
        *
    from {{ ref('int_pipeline_deals_dated') }}

    union all

    select
        'team' as dimension,
        team_id as dimension_value,
        *
    from {{ ref('int_pipeline_deals_dated') }}

),

sightings as (

    select
        'company' as dimension,
        'company' as dimension_value,
        *
    from {{ ref('int_pipeline_months_sighted') }}

    union all

    select
        'team' as dimension,
        team_id as dimension_value,
        *
    from {{ ref('int_pipeline_months_sighted') }}

),

deal_lists as (

    select
        dimension,
        dimension_value,
        count(*) as deal_count,
        count(case when is_unpriced then deal_number end) as unpriced_deal_count,
        {{ listed_deals() }} as deals
    from deals
    group by
        dimension,
        dimension_value

),

sighting_lists as (

    select
        dimension,
        dimension_value,
        {{ listed_snapshots() }} as sightings
    from sightings
    group by
        dimension,
        dimension_value

)

select
    deal_lists.dimension,
    deal_lists.dimension_value,
    deal_lists.deal_count,
    deal_lists.unpriced_deal_count,
    {{ month_index(days_later(as_of_date(), 1)) }} - 1 as origin_month,
    {{ forecast_pipeline(
        'deal_lists.deals',
        'sighting_lists.sightings',
        month_index(days_later(as_of_date(), 1)) ~ ' - 1',
        var('pipeline_horizon_months'),
    ) }} as computed

from deal_lists

-- a group of which no deal was ever seen open at the end of a month has nothing to forecast from
inner join sighting_lists
    on
        deal_lists.dimension = sighting_lists.dimension
        and deal_lists.dimension_value = sighting_lists.dimension_value
