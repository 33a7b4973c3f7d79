{#-
    Customers who earned something in the last twelve months and are silent for longer than they use to
    be, or more likely gone than not, by what would be gone with them: the margin of those months times
    the chance that they do not come back within the churn horizon.
-#}
with

settled as (

    select * from {{ ref('int_customer_values_settled') }}
    where purpose = 'score'

),

lapses as (

    select * from {{ ref('int_customer_lapses_judged') }}

),

last_year as (

    select
        months.customer_id,
        {{ sum_money('months.known_cm2_amount') }} as margin_amount,
        cast(sum(months.unknown_amount_count) as bigint) as unknown_amount_count

    from {{ ref('int_customer_months_summed') }} as months

    inner join lapses
        on months.customer_id = lapses.customer_id

    where
        months.month_start > {{ months_later(as_of_date(), -12) }}
        and months.month_start <= {{ as_of_date() }}
        -- what winning a customer cost does not go with them
        and months.month_start >= {{ month_start('lapses.first_day') }}

    group by months.customer_id

),

joined as (

    select
        lapses.customer_id,
        coalesce(lapses.is_lapsed, false) as is_lapsed,
        settled.activity_method = 'model' and settled.p_alive < 0.5 as is_likely_gone,
        last_year.margin_amount as last_year_margin_amount,
        last_year.unknown_amount_count,
        cast(
            cast(last_year.margin_amount as double) * (1 - settled.chance_active) as decimal(18, 4)
        ) as profit_at_stake_amount

    from lapses

    inner join settled
        on lapses.customer_id = settled.customer_id

    inner join last_year
        on lapses.customer_id = last_year.customer_id

    where last_year.margin_amount > 0

),

ranked as (

    select
        customer_id,
        case
            when is_lapsed and is_likely_gone then 'lapsed_and_likely_gone'
            when is_lapsed then 'lapsed'
            else 'likely_gone'
        end as risk_reason,
        last_year_margin_amount,
        unknown_amount_count,
        profit_at_stake_amount,
        row_number() over (
            order by
                profit_at_stake_amount desc nulls last,
                last_year_margin_amount desc nulls last,
                customer_id asc
        ) as stake_rank
    from joined
    where
        is_lapsed
        or is_likely_gone

),

running as (

    select
        *,
        sum(profit_at_stake_amount) over (
            order by stake_rank rows between unbounded preceding and current row
        ) as running_amount
    from ranked

)

select
    customer_id,
    risk_reason,
    last_year_margin_amount,
    unknown_amount_count,
    profit_at_stake_amount,
    stake_rank,
    cast(running_amount as decimal(18, 4)) as cumulative_stake_amount

from running
