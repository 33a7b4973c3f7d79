with

credits as (

    select * from {{ ref('int_attribution_credits_posted') }}

),

conversions as (

    select * from {{ ref('int_conversions_found') }}

),

paths as (

    select * from {{ ref('int_conversion_paths_ordered') }}

),

measured as (

    select * from {{ ref('int_conversion_paths_measured') }}

),

final as (

    select
        conversions.conversion_id,
        conversions.conversion_type,
        credits.attribution_model,
        coalesce(paths.touch_id, 'unattributed') as touch_id,
        credits.event_kind,
        credits.event_date,
        conversions.customer_id,
        conversions.order_id,
        conversions.opportunity_id,
        conversions.converted_date,
        conversions.restated_date is null as is_standing,
        case
            when paths.touch_id is null then 'unattributed'
            else coalesce(paths.campaign_id, 'no_campaign')
        end as campaign_id,
        coalesce(paths.channel, 'unattributed') as channel,
        coalesce(paths.channel_group, 'unattributed') as channel_group,
        paths.touched_at,
        credits.touch_number,
        measured.touch_count,
        credits.credit_share,
        credits.credited_conversion,
        case conversions.conversion_type when 'won_deal' then 'deal_amount' else 'net_revenue' end
            as revenue_basis,
        credits.credited_revenue_amount,
        case conversions.conversion_type when 'won_deal' then 'expected_margin' else 'gross_profit' end
            as margin_basis,
        credits.credited_margin_amount,
        credits.credited_known_cm2_amount,
        credits.has_unknown_cm2,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from credits

    inner join conversions
        on credits.conversion_number = conversions.conversion_number

    inner join measured
        on credits.conversion_number = measured.conversion_number

    left join paths
        on
            credits.conversion_number = paths.conversion_number
            and credits.touch_number = paths.touch_number

)

select * from final
