with

effects as (

    select * from {{ ref('int_removal_effects_shared') }}

),

final as (

    select
        conversion_type,
        channel,
        conversion_rate,
        conversion_rate_without,
        removal_effect_rate,
        total_removal_effect_rate,
        unsettled_rate,
        conversion_count,
        cast(known_revenue_amount as decimal(18, 4)) as known_revenue_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from effects

)

select * from final
