{#-
    Customers who cost more than they bring: at which step of the waterfall they fall below zero,
    how long they have, and what each lever alone would have to do to bring them back to zero. A
    lever that does not hold enough money to do it has no answer. All else stays as it was. Where
    something unknown hides the step, it is the one at which the known part falls below zero.
-#}
with

losing as (

    select
        windows.*,
        cast(-windows.known_cm2_amount as decimal(18, 4)) as break_even_amount,
        cast(windows.service_amount + windows.sales_amount as decimal(18, 4)) as cost_to_serve_amount,
        {{ first_step_below_zero() }} as strict_step,
        {{ first_step_below_zero('known_') }} as known_step

    from {{ ref('int_customer_windows_summed') }} as windows

    inner join {{ ref('int_buyers_dated') }} as buyers
        on
            windows.customer_id = buyers.customer_id
            and windows.next_window_start > buyers.first_ordered_date

    where windows.known_cm2_amount < 0

)

select
    losing.*,
    losing.order_count > 0 as is_active,
    losing.cm2_amount is null or losing.left_out_amount_count > 0 as is_incomplete,
    coalesce(losing.strict_step, losing.known_step) as first_negative_step,
    losing.strict_step is null as is_first_negative_step_partial,
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
    -- prices can rise without a limit, but not on nothing; the loss is of the lines that are known,
    -- and so is the revenue that would have to close it
    case
        when losing.known_net_revenue_amount > 0 then losing.break_even_amount
    end as price_lever_amount,
    {{ share_of_gain('losing.break_even_amount', 'losing.known_net_revenue_amount') }} as price_lever_rate

from losing

left join {{ ref('int_losing_streaks_counted') }} as months
    on
        losing.customer_id = months.customer_id
        and months.period_type = 'month'

left join {{ ref('int_losing_streaks_counted') }} as years
    on
        losing.customer_id = years.customer_id
        and years.period_type = 'year'
