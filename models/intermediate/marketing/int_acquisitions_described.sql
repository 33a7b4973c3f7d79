{{ config(materialized='table') }}

{#-
    Each order that ever counted as a customer's first, with the channel that brought it: the one of
    the last touch that was not direct. A customer is won once and whole here, so that customers per
    channel can be counted; fct_attribution shares them.
-#}
with

conversions as (

    select * from {{ ref('int_conversions_found') }}
    where conversion_type = 'first_order'

),

measured as (

    select * from {{ ref('int_conversion_paths_measured') }}

),

paths as (

    select * from {{ ref('int_conversion_paths_ordered') }}

),

milestones as (

    select * from {{ ref('int_conversion_milestones_dated') }}

),

sources as (

    select * from {{ ref('channel_groups') }}

)

select
    conversions.conversion_number,
    conversions.customer_id,
    conversions.order_id,
    {{ month_start('conversions.converted_date') }} as acquired_month,
    conversions.converted_date,
    conversions.restated_date is null as is_standing,
    coalesce(paths.channel, 'unattributed') as channel,
    coalesce(paths.channel_group, 'unattributed') as channel_group,
    coalesce(sources.is_paid, false) as is_paid,
    {{ business_date('milestones.lead_created_at') }} as lead_created_date

from conversions

inner join measured
    on conversions.conversion_number = measured.conversion_number

left join paths
    on
        conversions.conversion_number = paths.conversion_number
        and measured.last_non_direct_number = paths.touch_number

left join milestones
    on conversions.conversion_number = milestones.conversion_number

left join sources
    on
        paths.channel = sources.channel
        and {{ effective_at('conversions.converted_date', 'sources') }}
