{{ config(materialized='table') }}

{#-
    What part of all conversions would be lost without a channel, by the chain of int_channel_steps_counted
    after 1024 steps; what has not ended by then counts as no conversion and is told beside it.
-#}
with

steps_32 as (

    select * from {{ ref('int_channel_chains_raised') }}

)

{%- for doubling in range(5, 10) %},

steps_{{ 2 ** (doubling + 1) }} as (

    {{ steps_doubled('steps_' ~ 2 ** doubling) }}

)
{%- endfor %},

probabilities as (

    select
        conversion_type,
        removed_channel,
        sum(case when to_state = '(conversion)' then probability_rate else 0 end) as conversion_rate,
        1 - sum(case when to_state in ('(conversion)', '(null)') then probability_rate else 0 end)
            as unsettled_rate

    from steps_1024

    where from_state = '(start)'

    group by
        conversion_type,
        removed_channel

),

compared as (

    select
        reduced.conversion_type,
        reduced.removed_channel as channel,
        whole.conversion_rate,
        reduced.conversion_rate as conversion_rate_without,
        whole.unsettled_rate,
        case
            when whole.conversion_rate > 0
                then greatest(cast(round(
                    1000000000 * (
                        1 - cast(reduced.conversion_rate as double) / cast(whole.conversion_rate as double)
                    )
                ) as bigint), 0)
        end as removal_effect_units

    from probabilities as reduced

    inner join probabilities as whole
        on
            reduced.conversion_type = whole.conversion_type
            and whole.removed_channel = '(none)'

    where reduced.removed_channel <> '(none)'

)

select
    conversion_type,
    channel,
    cast(conversion_rate as decimal(18, 15)) as conversion_rate,
    cast(conversion_rate_without as decimal(18, 15)) as conversion_rate_without,
    cast(unsettled_rate as decimal(18, 15)) as unsettled_rate,
    removal_effect_units,
    cast(removal_effect_units * 0.000000001 as decimal(10, 9)) as removal_effect_rate

from compared
