with

outcomes as (

    select
        *,
        -- only a deal that led to an order has a product: a share of those that were won is no rate
        {{ is_told_by_outcome() }} as is_told_by_outcome,
        won_count + lost_count as closed_count,
        cast(known_won_amount + known_lost_amount as decimal(18, 4)) as known_closed_amount,
        created_won_count + created_lost_count as created_decided_count,
        won_count + lost_count + overdue_count as closed_or_overdue_count
    from {{ ref('int_deal_outcomes_counted') }}

),

final as (

    select
        window_months,
        month_start,
        dimension,
        dimension_value,
        won_count,
        lost_count,
        no_decision_count,
        overdue_count,
        closed_count,
        {{ rate_of_slice(ratio('won_count', 'closed_count')) }} as win_rate_closed_count,
        known_won_amount,
        known_closed_amount,
        cast(closed_count - valued_won_count - valued_lost_count as bigint) as unvalued_count,
        {{ rate_of_slice(ratio('known_won_amount', 'known_closed_amount')) }} as win_rate_closed_value,
        created_count,
        created_won_count,
        created_decided_count,
        created_open_count,
        {{ rate_of_slice(ratio('created_won_count', 'created_decided_count')) }} as win_rate_created_cohort,
        {{ rate_of_slice(ratio('created_won_count', 'created_count')) }} as conversion_all,
        closed_or_overdue_count,
        {{ rate_of_slice(ratio('won_count', 'closed_or_overdue_count')) }} as win_rate_incl_overdue,
        is_told_by_outcome,
        closed_count < {{ var('sales_min_deals') | int }} as is_small_sample,
        duplicate_count,
        deleted_count,
        known_won_margin_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from outcomes

)

select * from final
