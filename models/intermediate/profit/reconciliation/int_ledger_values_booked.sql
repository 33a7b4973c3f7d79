{#-
    What the ledger holds of every reconciled measure, as a positive amount where there is one:
    what belongs to an order lies in the month of the order, whenever it was posted.
-#}
with

postings as (

    select
        coalesce(
            {{ month_label('orders.order_month') }}, {{ month_label('ledger.posted_month') }}
        ) as period,
        elements.measure,
        elements.sign * ledger.amount as value_amount

    from {{ ref('int_ledger_posted') }} as ledger

    inner join {{ ref('reconciled_elements') }} as elements
        on
            ledger.element = elements.element
            and elements.source_table in (ledger.source_table, 'any')

    left join {{ ref('int_orders_classified') }} as orders
        on ledger.order_id = orders.order_id

),

booked as (

    select
        period,
        measure,
        {{ sum_money('coalesce(value_amount, 0)') }} as mart_amount

    from postings

    group by
        period,
        measure

)

select * from booked
