{#-
    How much each model makes of each touch of a conversion, in millionths of a thousand; what weighs
    nothing is not here. A conversion that nobody touched has one touch of number 0 in every model.
    Days are whole business days and count from the last touch, which leaves the shares as they are
    and keeps an old path from weighing nothing. Touches through one channel share its removal effect.
-#}
with

models as (

    select * from {{ ref('attribution_models') }}

),

measured as (

    select * from {{ ref('int_conversion_paths_measured') }}

),

paths as (

    select
        paths.conversion_number,
        paths.touch_number,
        paths.channel,
        paths.days_before - measured.last_days_before as days_earlier,
        conversions.conversion_type

    from {{ ref('int_conversion_paths_ordered') }} as paths

    inner join measured
        on paths.conversion_number = measured.conversion_number

    inner join {{ ref('int_conversions_found') }} as conversions
        on paths.conversion_number = conversions.conversion_number

),

channel_touches as (

    select
        conversion_number,
        channel,
        count(*) as touch_count
    from paths
    group by
        conversion_number,
        channel

),

effects as (

    select * from {{ ref('int_removal_effects_measured') }}

),

weighed as (

    select * from {{ ref('int_touch_positions_weighed') }}

    union all

    select
        paths.conversion_number,
        models.model_number,
        paths.touch_number,
        cast(round(1000000000 * power(
            cast(2 as double), -cast(paths.days_earlier as double) / {{ var('attribution_half_life_days') }}
        )) as bigint) as weight_units
    from paths
    cross join models
    where models.method = 'time_decay'

    union all

    select
        paths.conversion_number,
        models.model_number,
        paths.touch_number,
        -- a removal effect too small to be written is still one
        cast(greatest({{ integer_quotient(
            '2 * coalesce(effects.removal_effect_units, 0) + channel_touches.touch_count', '2 * channel_touches.touch_count'
        ) }}, 1) as bigint) as weight_units
    from paths
    inner join channel_touches
        on
            paths.conversion_number = channel_touches.conversion_number
            and paths.channel = channel_touches.channel
    inner join effects
        on
            paths.conversion_type = effects.conversion_type
            and paths.channel = effects.channel
    cross join models
    where models.method = 'markov'

    union all

    select
        measured.conversion_number,
        models.model_number,
        0 as touch_number,
        cast(1 as bigint) as weight_units
    from measured
    cross join models
    where measured.touch_count = 0

)

select
    conversion_number,
    model_number,
    touch_number,
    cast(weight_units * 0.0001 as decimal(18, 4)) as touch_weight

from weighed

where weight_units > 0
