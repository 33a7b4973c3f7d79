{{ config(materialized='table') }}

{#-
    What was bought together: an order, or what a customer ordered within 90 days, counted from the
    first order on; and by what kind of customer. A basket's margin is what its orders earned after all
    that a single order costs, refunds so far taken off; unknown as soon as one amount is.
-#}
with

margins as (

    select
        order_id,
        {{ sum_or_unknown('amount') }} as margin_amount

    from {{ ref('int_ledger_posted') }}

    where
        order_id is not null
        and waterfall_step <> 'liability'

    group by order_id

),

orders as (

    select distinct
        order_id,
        customer_id,
        ordered_date
    from {{ ref('int_order_lines_posted') }}
    where
        posting_type = 'sale'
        and line_kind = 'product'

),

earned as (

    select
        orders.*,
        coalesce(customers.customer_kind, 'unknown') as customer_kind,
        -- an order of which nothing was posted was free and cost nothing
        case when margins.order_id is null then 0 else margins.margin_amount end as margin_amount,
        min(orders.ordered_date) over (partition by orders.customer_id) as first_ordered_date

    from orders

    left join {{ ref('int_customers_described') }} as customers
        on orders.customer_id = customers.customer_id

    left join margins
        on orders.order_id = margins.order_id

),

formed as (

    select
        'order' as basket,
        order_id as basket_id,
        order_id,
        customer_kind,
        margin_amount
    from earned

    union all

    select
        'customer_90_days' as basket,
        customer_id || ':' || cast(
            {{ integer_quotient(days_after('ordered_date', 'first_ordered_date'), '90') }} as varchar
        ) as basket_id,
        order_id,
        customer_kind,
        margin_amount
    from earned
    where {{ is_customer('customer_id') }}

)

select
    basket,
    basket_id,
    order_id,
    customer_kind,
    cast(margin_amount as decimal(18, 4)) as margin_amount

from formed
