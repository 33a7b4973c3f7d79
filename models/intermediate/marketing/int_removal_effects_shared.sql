{#-
    The value of all touched conversions, shared out by the channels' removal effects as a whole, beside
    the effects themselves. The channels' sums in fct_attribution differ: there a conversion's value
    stays with the channels on its own path.
-#}
with

effects as (

    select * from {{ ref('int_removal_effects_measured') }}

),

touched as (

    select
        conversions.conversion_type,
        count(*) as conversion_count,
        {{ sum_money('coalesce(events.revenue_so_far, 0)') }} as known_revenue_amount

    from {{ ref('int_conversions_found') }} as conversions

    inner join {{ ref('int_conversion_values_run') }} as events
        on
            conversions.conversion_number = events.conversion_number
            and not events.is_followed

    inner join {{ ref('int_conversion_paths_measured') }} as measured
        on
            conversions.conversion_number = measured.conversion_number
            and measured.touch_count > 0

    group by conversions.conversion_type

),

weighed as (

    select
        effects.*,
        cast(coalesce(effects.removal_effect_units, 0) * 0.0001 as decimal(18, 4)) as effect_weight,
        touched.known_revenue_amount,
        touched.conversion_count

    from effects

    inner join touched
        on effects.conversion_type = touched.conversion_type

),

spread as (

    {{ allocate('weighed', 'known_revenue_amount', 'effect_weight', 'conversion_type', 'channel') }}

)

select
    effects.conversion_type,
    effects.channel,
    effects.conversion_rate,
    effects.conversion_rate_without,
    effects.unsettled_rate,
    effects.removal_effect_rate,
    cast(sum(effects.removal_effect_rate) over (partition by effects.conversion_type) as decimal(18, 9))
        as total_removal_effect_rate,
    coalesce(spread.conversion_count, 0) as conversion_count,
    coalesce(spread.allocated_amount, 0) as known_revenue_amount

from effects

left join spread
    on
        effects.conversion_type = spread.conversion_type
        and effects.channel = spread.channel
