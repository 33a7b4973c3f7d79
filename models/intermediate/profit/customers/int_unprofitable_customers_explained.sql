{#-
    Customers who cost more than they bring: at which step of the waterfall they fall below zero,
    how long they have, and what each lever alone would have to do to bring them back to zero. A
    lever that does not hold enough money to do it has no answer. All else stays as it was.
-#}
with

losing as (

    select
        *,
        cast(-known_cm2_amount as decimal(18, 4)) as break_even_amount,
        cast(service_amount + sales_amount as decimal(18, 4)) as cost_to_serve_amount,
        {{ first_step_below_zero() }} as first_negative_step

    from {{ ref('int_customer_windows_summed') }}

    where
        known_cm2_amount < 0
        and {{ is_customer('customer_id') }}

)

select
    losing.*,
    coalesce(months.losing_count, 0) as losing_month_count,
    months.losing_since as losing_since_month,
    coalesce(years.losing_count, 0) as losing_year_count,
    years.losing_since as losing_since_year_start,
    {{ lever_amount('losing.break_even_amount', 'losing.discount_amount') }} as discount_lever_amount,
    {{ lever_rate('losing.break_even_amount', 'losing.discount_amount') }} as discount_lever_rate,
    {{ lever_amount('losing.break_even_amount', 'losing.return_loss_amount') }} as returns_lever_amount,
    {{ lever_rate('losing.break_even_amount', 'losing.return_loss_amount') }} as returns_lever_rate,
    {{ lever_amount('losing.break_even_amount', 'losing.cost_to_serve_amount') }} as service_lever_amount,
    {{ lever_rate('losing.break_even_amount', 'losing.cost_to_serve_amount') }} as service_lever_rate,
    -- prices can rise without a limit, but not on nothing
    case when losing.net_revenue_amount > 0 then losing.break_even_amount end as price_lever_amount,
    {{ share_of_gain('losing.break_even_amount', 'losing.net_revenue_amount') }} as price_lever_rate

from losing

left join {{ ref('int_losing_streaks_counted') }} as months
    on
        losing.customer_id = months.customer_id
        and months.period_type = 'month'

left join {{ ref('int_losing_streaks_counted') }} as years
    on
        losing.customer_id = years.customer_id
        and years.period_type = 'year'
