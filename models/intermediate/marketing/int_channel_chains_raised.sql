{{ config(materialized='table') }}

{#-
    Where a path is after 32 steps from each channel, with all channels and with each of them taken
    away: whoever would have gone there is lost. Rates are plain frequencies, not smoothed: a step that
    nobody took is never taken.
-#}
with

steps as (

    select * from {{ ref('int_channel_steps_counted') }}

),

leaving as (

    select
        conversion_type,
        from_state,
        sum(step_count) as step_count
    from steps
    group by
        conversion_type,
        from_state

),

removals as (

    select
        conversion_type,
        from_state as removed_channel
    from leaving
    where from_state <> '(start)'

    union all

    select distinct
        conversion_type,
        '(none)' as removed_channel
    from leaving

),

rates as (

    select
        removals.conversion_type,
        removals.removed_channel,
        steps.from_state,
        case when steps.to_state = removals.removed_channel then '(null)' else steps.to_state end as to_state,
        cast(sum(steps.step_count) as bigint) as step_count,
        max(leaving.step_count) as leaving_count

    from removals

    inner join steps
        on
            removals.conversion_type = steps.conversion_type
            and removals.removed_channel <> steps.from_state

    inner join leaving
        on
            steps.conversion_type = leaving.conversion_type
            and steps.from_state = leaving.from_state

    group by
        removals.conversion_type,
        removals.removed_channel,
        steps.from_state,
        case when steps.to_state = removals.removed_channel then '(null)' else steps.to_state end

    union all

    select
        removals.conversion_type,
        removals.removed_channel,
        ends.state as from_state,
        ends.state as to_state,
        1 as step_count,
        1 as leaving_count
    from removals
    cross join (
        select '(conversion)' as state

        union all

        select '(null)' as state
    ) as ends

),

steps_1 as (

    select
        conversion_type,
        removed_channel,
        from_state,
        to_state,
        cast(cast({{ integer_quotient(
            wide_integer('step_count') ~ ' * ' ~ wide_integer('1000000000000000'), wide_integer('leaving_count')
        ) }} as decimal(18, 0)) * 0.000000000000001 as decimal(18, 15)) as probability_rate
    from rates

)

{%- for doubling in range(5) %},

steps_{{ 2 ** (doubling + 1) }} as (

    {{ steps_doubled('steps_' ~ 2 ** doubling) }}

)
{%- endfor %}

select * from steps_32
