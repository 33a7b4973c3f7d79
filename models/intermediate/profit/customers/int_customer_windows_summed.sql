{#-
    What each customer came to in the two windows that a loss is looked for in: the month of the
    as-of date with the eleven before it, and the last completed fiscal year.
-#}
with

months as (

    select * from {{ ref('int_customer_months_summed') }}

),

windows as (

    select
        'last_12_months' as window_type,
        {{ months_later(month_start(as_of_date()), -11) }} as window_start,
        {{ months_later(month_start(as_of_date()), 1) }} as next_window_start

    union all

    select
        'last_fiscal_year' as window_type,
        max(year_start) as window_start,
        max(next_year_start) as next_window_start
    from {{ ref('int_fiscal_years_closed') }}
    where is_complete_year

),

summed as (

    select
        months.customer_id,
        windows.window_type,
        windows.window_start,
        windows.next_window_start,
        {%- for step in waterfall_steps() %}
        {{ sum_or_unknown('months.' ~ step ~ '_amount') }} as {{ step }}_amount,
        {%- endfor %}
        {%- for step in waterfall_steps() %}
        {{ sum_money('months.known_' ~ step ~ '_amount') }} as known_{{ step }}_amount,
        {%- endfor %}
        {{ sum_or_unknown('months.return_loss_amount') }} as return_loss_amount,
        cast(sum(months.order_count) as bigint) as order_count,
        cast(sum(months.left_out_amount_count) as bigint) as left_out_amount_count

    from months

    inner join windows
        on
            months.month_start >= windows.window_start
            and months.month_start < windows.next_window_start

    group by
        months.customer_id,
        windows.window_type,
        windows.window_start,
        windows.next_window_start

)

select
    customer_id,
    window_type,
    window_start,
    next_window_start,
    {{ waterfall_columns() }},
    {{ waterfall_columns('known_') }},
    return_loss_amount,
    order_count,
    left_out_amount_count

from summed
