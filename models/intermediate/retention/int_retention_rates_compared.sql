{#-
    What revenue in a foreign currency owes to the rate having moved: its amount less what it would
    have been at the rate of the same day one window earlier. Where no rate was known then, nothing
    is said to have moved.
-#}
with

windows as (

    {%- for window in var('retention_windows_months') %}
    select {{ window }} as window_months
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

foreign_amounts as (

    select
        'non_contractual' as relationship,
        postings.customer_id,
        {{ month_start('postings.posted_date') }} as month_start,
        postings.ordered_date,
        postings.currency_code,
        cast(
            postings.value_local - postings.order_discount_local - postings.returns_local as decimal(18, 4)
        ) as amount_local,
        postings.net_revenue_amount

    from {{ ref('int_order_lines_posted') }} as postings

    left join {{ ref('int_contract_lines_found') }} as contracts
        on postings.order_line_id = contracts.order_line_id

    where
        postings.line_kind <> 'gift_card'
        and contracts.order_line_id is null

    union all

    select
        'contractual' as relationship,
        customer_id,
        month_start,
        ordered_date,
        currency_code,
        covered_local as amount_local,
        covered_amount as net_revenue_amount

    from {{ ref('int_contract_months_covered') }}

)

select
    foreign_amounts.relationship,
    foreign_amounts.customer_id,
    foreign_amounts.month_start,
    windows.window_months,
    {{ sum_money(
        'foreign_amounts.net_revenue_amount - '
        ~ multiply('foreign_amounts.amount_local', '1', 'rates.rate_to_reporting')
    ) }} as fx_amount

from foreign_amounts

cross join windows

inner join {{ ref('int_fx_rates_filled') }} as rates
    on
        foreign_amounts.currency_code = rates.currency_code
        and {{ months_later('foreign_amounts.ordered_date', '-windows.window_months') }} = rates.rate_date

where
    foreign_amounts.currency_code <> '{{ var("reporting_currency") }}'
    and foreign_amounts.net_revenue_amount is not null

group by
    foreign_amounts.relationship,
    foreign_amounts.customer_id,
    foreign_amounts.month_start,
    windows.window_months
