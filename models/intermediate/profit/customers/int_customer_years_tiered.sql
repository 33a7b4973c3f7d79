{{ config(materialized='table') }}

{#-
    Profit tier and volume tier of a customer side by side: one provisional row for the first
    fiscal year, and one for every full year whose books are closed, with why the tier is what it
    is and what the customer earns beside what its volume would earn at the average margin.
-#}
with

qualified as (

    select
        *,
        fiscal_year = min(fiscal_year) over (partition by customer_id) as is_first_year
    from {{ ref('int_tiers_qualified') }}

),

judged as (

    select
        qualified.*,
        false as is_provisional,
        settled.tier_order,
        settled.previous_order
    from {{ ref('int_tiers_settled') }} as settled
    inner join qualified
        on
            settled.customer_id = qualified.customer_id
            and settled.fiscal_year = qualified.fiscal_year
            and settled.measure = qualified.measure

    union all

    select
        *,
        true as is_provisional,
        reached_order as tier_order,
        cast(null as integer) as previous_order
    from qualified
    where is_first_year

),

lettered as (

    select
        judged.*,
        rules.tier
    from judged
    left join {{ ref('profit_tier_rules') }} as rules
        on
            judged.measure = rules.measure
            and judged.tier_order = rules.tier_order
            and rules.method = '{{ var("profit_tier_method") }}'
            and {{ effective_at('judged.closed_on', 'rules') }}

),

margins as (

    select
        periods.period_start as year_start,
        {{ ratio(sum_money('periods.known_cm2_amount'), sum_money('periods.known_net_revenue_amount')) }}
            as company_margin_rate
    from {{ ref('int_customer_periods_summed') }} as periods
    inner join {{ ref('int_buyers_dated') }} as buyers
        on periods.customer_id = buyers.customer_id
    where
        periods.period_type = 'year'
        and buyers.first_ordered_date < {{ months_later('periods.period_start', 12) }}
    group by periods.period_start

),

paired as (

    select
        profit.*,
        profit.measured_amount as known_cm2_amount,
        profit.before_first_order_amount as cm2_before_first_order_amount,
        volume.tier as volume_tier,
        volume.tier_order as volume_tier_order,
        volume.basis_amount as volume_basis_amount,
        {{ none_if_absent('known_net_revenue_amount', 'summed') }} as known_net_revenue_amount,
        margins.company_margin_rate

    from lettered as profit

    inner join lettered as volume
        on
            profit.customer_id = volume.customer_id
            and profit.fiscal_year = volume.fiscal_year
            and profit.is_provisional = volume.is_provisional

    left join {{ ref('int_customer_periods_summed') }} as summed
        on
            profit.customer_id = summed.customer_id
            and profit.year_start = summed.period_start
            and summed.period_type = 'year'

    left join margins
        on profit.year_start = margins.year_start

    where
        profit.measure = 'profit'
        and volume.measure = 'volume'

)

select
    *,
    {{ ratio('known_cm2_amount', 'known_net_revenue_amount') }} as margin_rate,
    tier_order - volume_tier_order as tier_gap,
    cast(
        {{ multiply('known_net_revenue_amount', 'company_margin_rate') }} - known_cm2_amount
        as decimal(18, 4)
    ) as money_at_stake_amount,
    case
        when is_provisional then 'no_full_year'
        when tier_order is null then 'no_rule'
        when not is_active and basis_amount <= 0 then 'no_activity'
        when basis_amount <= 0 then 'not_profitable'
        when previous_order is null then 'first_full_year'
        when tier_order < reached_order then 'held_by_hysteresis'
        when tier_order < previous_order then 'moved_up'
        when tier_order > previous_order then 'moved_down'
        else 'unchanged'
    end as reason

from paired
