{{ config(materialized='table') }}

{#-
    The ledger down to contribution margin 2, by the day on which the customer bought what caused it
    and the day on which it was booked. The second is what lets a past day be seen as it was. What was
    spent on a customer before the month of their first order is what winning them cost, and no part of
    what they are worth: sales work of before is in the fully loaded cost of acquisition.
-#}
with

ledger as (

    select * from {{ ref('int_ledger_posted') }}

),

orders as (

    select
        order_id,
        ordered_date
    from {{ ref('int_orders_classified') }}
    where exclusion_reason is null

),

contributions as (

    select
        ledger.customer_id,
        orders.ordered_date as purchase_day,
        ledger.posted_date,
        {{ sum_or_unknown(
            "case when ledger.waterfall_step in ('gross_revenue', 'discount', 'returns')"
            " then ledger.amount else 0 end"
        ) }} as net_revenue_amount,
        {{ sum_or_unknown('ledger.amount') }} as cm2_amount

    from ledger

    left join orders
        on ledger.order_id = orders.order_id

    where
        ledger.waterfall_step in (
            'gross_revenue', 'discount', 'returns', 'cogs', 'fulfilment', 'commission', 'service', 'sales'
        )
        and {{ is_customer('ledger.customer_id') }}

    group by
        ledger.customer_id,
        orders.ordered_date,
        ledger.posted_date

),

first_orders as (

    select
        customer_id,
        min(purchase_day) as first_day
    from contributions
    group by customer_id

)

select contributions.*

from contributions

inner join first_orders
    on contributions.customer_id = first_orders.customer_id

where
    contributions.purchase_day is not null
    or contributions.posted_date >= {{ month_start('first_orders.first_day') }}
