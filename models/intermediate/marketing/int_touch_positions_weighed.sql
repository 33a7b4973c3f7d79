{#-
    Weights by place on the path, as the seed says: the touches that a model singles out share its
    percents, all others share the percent of `other`. Touches that coincide pool their percents;
    where a place is empty, its percent is spread over the rest in proportion. A weight is multiplied
    by the number of the others, so that it stays whole.
-#}
with

paths as (

    select * from {{ ref('int_conversion_paths_measured') }}
    where touch_count > 0

),

positions as (

    select
        models.model_number,
        positions.*
    from {{ ref('attribution_positions') }} as positions
    inner join {{ ref('attribution_models') }} as models
        on positions.attribution_model = models.attribution_model

),

placed as (

    select
        paths.conversion_number,
        paths.touch_count,
        positions.model_number,
        positions.weight_percent,
        case positions.touch_position
            when 'first' then 1
            when 'last' then paths.touch_count
            when 'last_non_direct' then paths.last_non_direct_number
            when 'lead_creation' then paths.lead_creation_number
            when 'deal_creation' then paths.deal_creation_number
        end as touch_number,
        positions.touch_position = 'other' as is_other

    from paths

    inner join positions
        on {{ effective_at('paths.converted_date', 'positions') }}

),

singled_out as (

    select
        conversion_number,
        model_number,
        touch_number,
        max(touch_count) as touch_count,
        sum(weight_percent) as weight_percent

    from placed

    where
        not is_other
        and touch_number is not null

    group by
        conversion_number,
        model_number,
        touch_number

),

counted as (

    select
        conversion_number,
        model_number,
        max(touch_count) - count(*) as other_count
    from singled_out
    group by
        conversion_number,
        model_number

),

others as (

    select
        paths.conversion_number,
        placed.model_number,
        paths.touch_number,
        placed.weight_percent

    from {{ ref('int_conversion_paths_ordered') }} as paths

    inner join placed
        on paths.conversion_number = placed.conversion_number

    left join singled_out
        on
            placed.conversion_number = singled_out.conversion_number
            and placed.model_number = singled_out.model_number
            and paths.touch_number = singled_out.touch_number

    where
        placed.is_other
        and singled_out.touch_number is null

)

select
    singled_out.conversion_number,
    singled_out.model_number,
    singled_out.touch_number,
    cast(singled_out.weight_percent * greatest(counted.other_count, 1) as bigint) as weight_units

from singled_out

inner join counted
    on
        singled_out.conversion_number = counted.conversion_number
        and singled_out.model_number = counted.model_number

union all

select
    conversion_number,
    model_number,
    touch_number,
    cast(weight_percent as bigint) as weight_units

from others
