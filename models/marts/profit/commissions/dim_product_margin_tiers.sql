select
    product_id,
    product_margin_tier,
    valid_from,
    valid_to,
    reason,
    rule_version,
    history_months,
    quantity as basis_quantity,
    net_revenue_amount as basis_net_revenue_amount,
    gross_profit_amount as basis_gross_profit_amount,
    gross_profit_rate,
    {{ as_of_date() }} as as_of_date,
    '{{ var("definition_version") }}' as definition_version

from {{ ref('int_product_margin_tiers_spanned') }}
