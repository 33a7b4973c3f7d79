with

tiers as (

    select * from {{ ref('fct_customer_tiers') }}
    where
        valid_to is null
        and tier_gap <> 0

),

final as (

    select
        customer_id,
        segment,
        fiscal_year,
        case when tier_gap > 0 then 'volume_flatters' else 'volume_understates' end as disagreement,
        tier_gap,
        volume_tier,
        coalesce(provisional_tier, tier) as profit_tier,
        is_provisional,
        is_basis_incomplete,
        volume_basis_amount,
        basis_amount,
        known_net_revenue_amount,
        known_cm2_amount,
        margin_rate,
        company_margin_rate,
        money_at_stake_amount,
        as_of_date,
        definition_version

    from tiers

)

select * from final
