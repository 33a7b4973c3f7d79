{#-
    The whale curve of every fiscal year: active customers from the most to the least profitable,
    with what they have made together so far. It climbs to a peak, and the customers who cost more
    than they bring take it down to the total. A total that is not positive divides nothing.
-#}
with

ranked as (

    select
        *,
        cast({{ integer_quotient('profit_rank * 10 + customer_count - 1', 'customer_count') }} as integer)
            as decile
    from {{ ref('int_customer_periods_ranked') }}
    where period_type = 'year'

),

summed as (

    select
        customer_id,
        period_start as year_start,
        segment,
        profit_rank,
        customer_count,
        decile,
        is_incomplete,
        known_cm2_amount,
        cast(sum(known_cm2_amount) over (
            partition by period_start
            order by profit_rank
            rows between unbounded preceding and current row
        ) as decimal(18, 4)) as cumulative_profit_amount,
        cast(sum(known_cm2_amount) over (partition by period_start) as decimal(18, 4))
            as total_profit_amount,
        cast(sum(known_cm2_amount) over (partition by period_start, decile) as decimal(18, 4))
            as decile_profit_amount,
        cast(sum(case when known_cm2_amount > 0 then known_cm2_amount else 0 end) over (
            partition by period_start
        ) as decimal(18, 4)) as peak_profit_amount,
        count(case when known_cm2_amount > 0 then 1 end) over (partition by period_start)
            as profitable_customer_count,
        count(case when known_cm2_amount < 0 then 1 end) over (partition by period_start)
            as losing_customer_count

    from ranked

),

inactive as (

    select
        period_start as year_start,
        count(*) as inactive_customer_count
    from {{ ref('int_customer_periods_compared') }}
    where
        period_type = 'year'
        and not is_active
        and {{ is_customer('customer_id') }}
    group by period_start

)

select
    summed.*,
    coalesce(inactive.inactive_customer_count, 0) as inactive_customer_count,
    cast(summed.peak_profit_amount - summed.total_profit_amount as decimal(18, 4)) as tail_loss_amount,
    {{ ratio('summed.profit_rank', 'summed.customer_count') }} as customer_share_rate,
    {{ ratio('summed.profitable_customer_count', 'summed.customer_count') }}
        as profitable_customer_rate,
    {{ share_of_gain('summed.cumulative_profit_amount', 'summed.total_profit_amount') }}
        as cumulative_profit_rate,
    {{ share_of_gain('summed.peak_profit_amount', 'summed.total_profit_amount') }} as peak_profit_rate,
    {{ share_of_gain('summed.decile_profit_amount', 'summed.total_profit_amount') }}
        as decile_profit_rate

from summed

left join inactive
    on summed.year_start = inactive.year_start
