{{ config(materialized='table') }}

{#-
    How often a path went from one channel to another, paths that led nowhere included: without them
    every channel would look as if it always won. Touches through one channel in a row are one visit.
    A party that never converted has one path: its touches of the window before its last. A first
    order that was given back converted nobody.
-#}
with

conversions as (

    select * from {{ ref('int_conversions_found') }}

),

converted_parties as (

    select
        party_id,
        max(case when conversion_type = 'first_order' then 1 else 0 end) = 1 as has_first_order,
        max(case when conversion_type = 'won_deal' then 1 else 0 end) = 1 as has_won_deal
    from conversions
    where party_id is not null
    group by party_id

),

touches as (

    select
        touches.party_id,
        touches.touch_id,
        touches.touched_at,
        touches.touched_date,
        touches.channel,
        coalesce(converted_parties.has_first_order, false) as has_first_order,
        coalesce(converted_parties.has_won_deal, false) as has_won_deal,
        max(touches.touched_date) over (partition by touches.party_id) as last_date

    from {{ ref('int_touches_described') }} as touches

    left join converted_parties
        on touches.party_id = converted_parties.party_id

    where
        not coalesce(converted_parties.has_first_order, false)
        or not coalesce(converted_parties.has_won_deal, false)

),

steps as (

    select
        conversions.conversion_type = 'first_order' as is_first_order,
        conversions.conversion_type = 'won_deal' as is_won_deal,
        case when conversions.restated_date is null then '(conversion)' else '(null)' end as outcome,
        lag(paths.channel) over (partition by paths.conversion_number order by paths.touch_number)
            as from_channel,
        paths.channel,
        lead(paths.channel) over (partition by paths.conversion_number order by paths.touch_number)
            as to_channel

    from {{ ref('int_conversion_paths_ordered') }} as paths

    inner join conversions
        on paths.conversion_number = conversions.conversion_number

    union all

    select
        not has_first_order as is_first_order,
        not has_won_deal as is_won_deal,
        '(null)' as outcome,
        lag(channel) over (partition by party_id order by touched_at, touch_id) as from_channel,
        channel,
        lead(channel) over (partition by party_id order by touched_at, touch_id) as to_channel

    from touches

    where {{ days_later('touched_date', var('attribution_window_days')) }} >= last_date

),

counted as (

    select
        is_first_order,
        is_won_deal,
        coalesce(from_channel, '(start)') as from_channel,
        channel,
        case when to_channel is null then outcome end as outcome,
        count(*) as step_count

    from steps

    group by
        is_first_order,
        is_won_deal,
        coalesce(from_channel, '(start)'),
        channel,
        case when to_channel is null then outcome end

),

states as (

    {%- for conversion_type in ['first_order', 'won_deal'] %}
    select
        '{{ conversion_type }}' as conversion_type,
        from_channel as from_state,
        channel as to_state,
        step_count
    from counted
    where
        is_{{ conversion_type }}
        and from_channel <> channel

    union all

    select
        '{{ conversion_type }}' as conversion_type,
        channel as from_state,
        outcome as to_state,
        step_count
    from counted
    where
        is_{{ conversion_type }}
        and outcome is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select
    conversion_type,
    from_state,
    to_state,
    cast(sum(step_count) as bigint) as step_count

from states

group by
    conversion_type,
    from_state,
    to_state
