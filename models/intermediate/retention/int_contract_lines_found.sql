{#-
    Order lines that sell a term and not a thing, with the months they cover: the month of the order
    is the first. A line that came back whole covers nothing from the month it came back in.
-#}
with

lines as (

    select
        order_line_id,
        customer_id,
        product_id,
        ordered_date,
        currency_code,
        sum(quantity) as kept_quantity,
        max(case when posting_type = 'return' then posted_date end) as returned_date,
        cast(sum(value_local - order_discount_local) as decimal(18, 4)) as sold_local,
        -- a line is sold once: of its sale or of none
        max(case when posting_type = 'sale' then net_revenue_amount end) as sold_amount

    from {{ ref('int_order_lines_posted') }}

    group by
        order_line_id,
        customer_id,
        product_id,
        ordered_date,
        currency_code

)

select
    lines.order_line_id,
    lines.customer_id,
    lines.product_id,
    lines.ordered_date,
    lines.currency_code,
    lines.sold_local,
    lines.sold_amount,
    terms.term_months,
    {{ month_start('lines.ordered_date') }} as first_month,
    case
        when lines.kept_quantity <= 0
            then least(
                {{ months_later(month_start('lines.ordered_date'), 'terms.term_months') }},
                {{ month_start('lines.returned_date') }}
            )
        else {{ months_later(month_start('lines.ordered_date'), 'terms.term_months') }}
    end as end_month

from lines

inner join {{ ref('contract_terms') }} as terms
    on
        lines.product_id = terms.product_id
        and {{ effective_at('lines.ordered_date', 'terms') }}

where {{ is_customer('lines.customer_id') }}
