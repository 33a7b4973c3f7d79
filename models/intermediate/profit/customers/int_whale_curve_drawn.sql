{#-
    The whale curve of every fiscal year: the customers that bought in it from the most to the least
    profitable, with what they have made together so far. It climbs to a peak, and the customers who
    cost more than they bring take it down to the total. A total that is not positive divides
    nothing. What the others made, and what is nobody's, stands apart and leads to the company's total.
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

companies as (

    select
        period_start as year_start,
        count(case when buying_status = 'inactive' then customer_id end) as inactive_customer_count,
        count(case when buying_status = 'never_bought' and has_postings then customer_id end)
            as never_bought_count,
        {%- for status in ['inactive', 'never_bought', 'nobodys'] %}
        {{ sum_money("case when buying_status = '" ~ status ~ "' then known_cm2_amount else 0 end") }}
            as {{ status }}_profit_amount,
        {%- endfor %}
        {{ sum_money('known_cm2_amount') }} as company_profit_amount
    from {{ ref('int_customer_periods_compared') }}
    where period_type = 'year'
    group by period_start

)

select
    summed.*,
    companies.inactive_customer_count,
    companies.inactive_profit_amount,
    companies.never_bought_count,
    companies.never_bought_profit_amount,
    companies.nobodys_profit_amount,
    companies.company_profit_amount,
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

inner join companies
    on summed.year_start = companies.year_start
