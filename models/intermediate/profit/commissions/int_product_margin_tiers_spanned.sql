{#-
    Months of one product with the same tier, reason and rules become one window. Its basis is that
    of the month that opened it: the one that decided.
-#}
with

assigned as (

    select
        *,
        row_number() over (partition by product_id order by month_start)
        - row_number() over (
            partition by product_id, product_margin_tier, reason, rule_version order by month_start
        ) as island

    from {{ ref('int_product_margin_tiers_assigned') }}

),

opened as (

    select
        *,
        row_number() over (
            partition by product_id, product_margin_tier, reason, rule_version, island
            order by month_start
        ) as month_of_window

    from assigned

)

select
    product_id,
    product_margin_tier,
    month_start as valid_from,
    lead(month_start) over (partition by product_id order by month_start) as valid_to,
    reason,
    rule_version,
    history_months,
    quantity,
    net_revenue_amount,
    gross_profit_amount,
    gross_profit_rate

from opened

where month_of_window = 1
