with

variances as (

    select * from {{ ref('int_cost_variances_parted') }}

),

final as (

    select
        month_start,
        scope_type,
        scope_id,
        waterfall_step,
        cost_category,
        case when unknown_amount_count = 0 then known_cost_amount end as cost_amount,
        known_cost_amount,
        unknown_amount_count,
        previous_cost_amount,
        variance_amount,
        volume_driver,
        cast(volume as decimal(18, 4)) as volume,
        cast(previous_volume as decimal(18, 4)) as previous_volume,
        volume_variance_amount,
        mix_variance_amount,
        rate_variance_amount,
        new_items_amount,
        lost_items_amount,
        undriven_amount,
        controllable_variance_amount,
        is_controllable,
        cost_owner,
        controllable_rank,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from variances

)

select * from final
