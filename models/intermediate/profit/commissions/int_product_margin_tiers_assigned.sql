{#-
    The tier of each product in each month: the best one whose thresholds its trailing months
    reach. A product that is new or sold too little to judge is provisional; one of which no sale
    has a known price and cost is unknown.
-#}
with

margins as (

    select * from {{ ref('int_product_margins_trailed') }}

),

-- the set of rules that had been told last when the month was judged
told_rules as (

    select
        months.month_start,
        rules.*,
        rank() over (
            partition by months.month_start
            order by coalesce(rules.known_from, date '0001-01-01') desc
        ) as told_rank

    from {{ ref('int_margin_months_dated') }} as months

    inner join {{ ref('product_margin_tier_rules') }} as rules
        on {{ effective_at('months.month_start', 'rules') }}

    where months.read_on >= coalesce(rules.known_from, months.read_on)

),

rules as (

    select * from told_rules
    where told_rank = 1

),

ranked as (

    select
        margins.product_id,
        margins.month_start,
        rules.product_margin_tier,
        row_number() over (
            partition by margins.product_id, margins.month_start
            order by rules.tier_order, rules.product_margin_tier
        ) as tier_rank

    from margins

    inner join rules
        on margins.month_start = rules.month_start

    where
        rules.product_margin_tier <> 'provisional'
        and (
            rules.minimum_gross_profit_rate is null
            or (
                margins.net_revenue_amount > 0
                and margins.gross_profit_amount
                >= {{ multiply('margins.net_revenue_amount', 'rules.minimum_gross_profit_rate') }}
            )
        )
        and (
            rules.minimum_unit_gross_profit is null
            or margins.gross_profit_amount
            >= {{ multiply('margins.quantity', 'rules.minimum_unit_gross_profit') }}
        )

),

judged as (

    select
        margins.*,
        provisional.rule_version,
        case
            when provisional.rule_version is null then 'no_rule'
            when margins.history_months < provisional.minimum_history_months then 'new_product'
            when margins.gross_profit_amount is null then 'unknown_cost'
            when margins.quantity < provisional.minimum_quantity then 'low_volume'
            when ranked.product_margin_tier is null then 'no_rule'
            else 'thresholds'
        end as reason,
        ranked.product_margin_tier as reached_tier

    from margins

    left join rules as provisional
        on
            provisional.product_margin_tier = 'provisional'
            and margins.month_start = provisional.month_start

    left join ranked
        on
            margins.product_id = ranked.product_id
            and margins.month_start = ranked.month_start
            and ranked.tier_rank = 1

)

select
    product_id,
    month_start,
    case
        when reason = 'thresholds' then reached_tier
        when reason in ('new_product', 'low_volume') then 'provisional'
        else 'unknown'
    end as product_margin_tier,
    reason,
    rule_version,
    history_months,
    quantity,
    net_revenue_amount,
    gross_profit_amount,
    case
        when net_revenue_amount > 0
            then {{ part_of('gross_profit_amount', '1', 'net_revenue_amount', 6) }}
    end as gross_profit_rate

from judged
