{#-
    What customers are said to have earned is the margin of their months from that of the first order
    on, wherever all of it is known: no money is lost or told twice between profit and value. Who bought
    a gift card has not ordered yet.
-#}
with

first_orders as (

    select
        ledger.customer_id,
        min(orders.ordered_date) as first_day

    from {{ ref('fct_profit_ledger') }} as ledger

    inner join {{ ref('fct_orders') }} as orders
        on ledger.order_id = orders.order_id

    where
        orders.is_sale
        and ledger.waterfall_step not in ('liability', 'overhead')

    group by ledger.customer_id

),

months as (

    select
        months.customer_id,
        {{ sum_or_unknown('months.cm2_amount') }} as cm2_amount

    from {{ ref('fct_customer_profit_monthly') }} as months

    inner join first_orders
        on months.customer_id = first_orders.customer_id

    where months.month_start >= {{ month_start('first_orders.first_day') }}

    group by months.customer_id

)

select
    clv.customer_id,
    clv.clv_historic_margin_amount,
    months.cm2_amount

from {{ ref('fct_customer_clv') }} as clv

left join months
    on clv.customer_id = months.customer_id

where
    clv.clv_historic_margin_amount is not null
    and (months.cm2_amount is null or clv.clv_historic_margin_amount <> months.cm2_amount)
