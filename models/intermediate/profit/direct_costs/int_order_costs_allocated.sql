{{ config(materialized='table') }}

{#-
    Spreads freight and payment fees over the goods and services of their order by what was paid
    for them, to the cent. What no line can carry (all free, cancelled, rate unknown) goes to the
    order's `unallocated` line.
-#}
with

gathered as (

    select
        *,
        source_table || ':' || source_id as cost_key
    from {{ ref('int_order_costs_gathered') }}

),

order_lines as (

    select * from {{ ref('int_order_lines_costed') }}
    where line_kind = 'product'

),

costs_of_lines as (

    select
        gathered.cost_key,
        gathered.cost_amount,
        order_lines.order_line_id,
        order_lines.product_id,
        order_lines.net_local as weight

    from gathered

    inner join order_lines
        on gathered.order_id = order_lines.order_id

    where gathered.cost_amount is not null

),

spread as (

    {{ allocate('costs_of_lines', 'cost_amount', 'weight', 'cost_key', 'order_line_id') }}

),

allocated as (

    select
        gathered.source_table,
        gathered.source_id,
        gathered.element,
        gathered.order_id,
        gathered.customer_id,
        gathered.posted_date,
        coalesce(spread.order_line_id, gathered.order_id || ':unallocated') as order_line_id,
        coalesce(spread.product_id, 'unallocated') as product_id,
        coalesce(spread.allocated_amount, gathered.cost_amount) as cost_amount

    from gathered

    left join spread
        on gathered.cost_key = spread.cost_key

)

select * from allocated
