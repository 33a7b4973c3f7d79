-- A window's revenue is somebody's: with what was posted to customers who bought nothing in it, the
-- one-month window holds what the months of all customers came to, from their first purchase on.
with

retained as (

    select
        month_start,
        sum(known_end_revenue_amount + known_after_sale_revenue_amount) as window_amount
    from {{ ref('rpt_retention_monthly') }}
    where
        relationship = 'non_contractual'
        and window_months = 1
        and dimension = 'company'
    group by month_start

),

gathered as (

    select
        month_start,
        sum(known_net_revenue_amount) as month_amount
    from {{ ref('int_retention_months_gathered') }}
    where
        relationship = 'non_contractual'
        and month_start >= first_purchase_month
        and is_complete
    group by month_start

)

select
    retained.month_start,
    retained.window_amount,
    gathered.month_amount

from retained

left join gathered
    on retained.month_start = gathered.month_start

where retained.window_amount is distinct from coalesce(gathered.month_amount, 0)
