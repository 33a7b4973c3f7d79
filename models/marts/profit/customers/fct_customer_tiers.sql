with

final as (

    select
        customer_id,
        valid_from,
        valid_to,
        fiscal_year,
        tier_letter as tier,
        case when is_provisional then tier end as provisional_tier,
        is_provisional,
        reason,
        is_incomplete as is_basis_incomplete,
        basis_amount,
        known_cm2_amount,
        cm2_before_first_order_amount,
        month_count as basis_month_count,
        profit_rank,
        customer_count,
        company_share_rate as profit_share_rate,
        volume_tier,
        volume_basis_amount,
        tier_gap,
        known_net_revenue_amount,
        margin_rate,
        company_margin_rate,
        money_at_stake_amount,
        segment,
        '{{ var("profit_tier_method") }}' as method,
        rule_version,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from {{ ref('int_customer_tiers_dated') }}

)

select * from final
