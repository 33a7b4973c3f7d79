{{ config(materialized='table') }}

{#-
    The touches that came before each conversion, oldest first: those of the same party, not after
    the conversion and not more than `attribution_window_days` business days before it. Touches of
    one moment follow their ids.
-#}
with

conversions as (

    select * from {{ ref('int_conversions_found') }}

),

touches as (

    select * from {{ ref('int_touches_described') }}

),

preceding_touches as (

    select
        conversions.conversion_number,
        touches.touch_id,
        touches.campaign_id,
        touches.channel,
        touches.channel_group,
        touches.is_direct,
        touches.touched_at,
        cast({{ days_after('conversions.converted_date', 'touches.touched_date') }} as integer)
            as days_before

    from conversions

    inner join touches
        on
            conversions.party_id = touches.party_id
            and conversions.converted_at >= touches.touched_at
            and {{ days_later('touches.touched_date', var('attribution_window_days')) }}
            >= conversions.converted_date

)

select
    *,
    row_number() over (partition by conversion_number order by touched_at, touch_id) as touch_number

from preceding_touches
