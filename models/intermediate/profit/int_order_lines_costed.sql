{{ config(materialized='table') }}

{#-
    Prices each line in the reporting currency: what the customer paid, at the rate of the order's
    day, and what the goods cost us, at the cost in force on the day they were fulfilled. The
    line's own actual cost beats the cost history. A gift card owes its value and earns nothing.
    What is zero in any currency is zero in ours: only what exists needs a rate to be known.
-#}
with

order_lines as (

    select * from {{ ref('int_order_lines_discounted') }}

),

orders as (

    select * from {{ ref('int_orders_classified') }}

),

product_costs as (

    select * from {{ ref('int_product_costs_windowed') }}

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

rated as (

    select
        order_lines.*,
        orders.customer_id,
        orders.ordered_date,
        orders.order_month,
        orders.currency_code,
        orders.rate_to_reporting,
        order_lines.line_kind <> 'gift_card' as earns_revenue,
        case
            when order_lines.line_kind <> 'product' then cast(0 as decimal(18, 6))
            else coalesce(order_lines.unit_cost_local, product_costs.unit_cost_local)
        end as unit_cost,
        product_costs.material_unit_cost_local as material_unit_cost,
        product_costs.labour_unit_cost_local as labour_unit_cost,
        product_costs.overhead_unit_cost_local as overhead_unit_cost,
        order_lines.unit_cost_local is not null as has_actual_cost,
        case
            when order_lines.line_kind <> 'product' then cast(1 as decimal(18, 10))
            when order_lines.unit_cost_local is not null then orders.rate_to_reporting
            else {{ rate_to_reporting('product_costs.currency_code', 'fx_rates') }}
        end as cost_rate

    from order_lines

    -- every line comes from a classified order, so nothing can fall out here
    inner join orders
        on order_lines.order_id = orders.order_id

    -- left joins on purpose: a line without a cost or rate must surface as null, not vanish
    left join product_costs
        on
            order_lines.product_id = product_costs.product_id
            and {{ effective_at('orders.costed_date', 'product_costs') }}

    left join fx_rates
        on
            product_costs.currency_code = fx_rates.currency_code
            and orders.costed_date = fx_rates.rate_date

),

converted as (

    select
        *,
        {{ multiply('quantity', 'list_price_local', 'rate_to_reporting') }} as list_amount,
        {{ multiply('quantity', 'unit_price_local', 'rate_to_reporting') }} as charged_amount,
        {{ multiply('line_discount_local', '1', 'rate_to_reporting') }} as line_discount_amount,
        {{ multiply('order_discount_local', '1', 'rate_to_reporting') }} as order_discount_amount,
        {{ none_where('quantity = 0 or unit_cost = 0', multiply('quantity', 'unit_cost', 'cost_rate')) }}
            as cogs_amount

    from rated

),

costed as (

    select
        order_line_id,
        order_id,
        customer_id,
        product_id,
        line_kind,
        ordered_date,
        order_month,
        currency_code,
        rate_to_reporting,
        quantity,
        order_discount_local,
        net_local,
        unit_cost,
        material_unit_cost,
        labour_unit_cost,
        overhead_unit_cost,
        has_actual_cost,
        cost_rate,
        {{ none_where('not earns_revenue or quantity = 0 or list_price_local = 0', 'list_amount') }}
            as gross_revenue_amount,
        {{ none_where(
            'not earns_revenue or quantity = 0 or list_price_local = unit_price_local',
            'list_amount - charged_amount'
        ) }} as list_discount_amount,
        {{ none_where('not earns_revenue or line_discount_local = 0', 'line_discount_amount') }}
            as line_discount_amount,
        {{ none_where('not earns_revenue or order_discount_local = 0', 'order_discount_amount') }}
            as order_discount_amount,
        -- converted part by part: with a rate, parts that cancel may leave a residue, as the parts do
        {{ none_where(
            'rate_to_reporting is null and net_local = 0',
            'charged_amount - line_discount_amount - order_discount_amount'
        ) }} as net_amount,
        cogs_amount,
        earns_revenue

    from converted

)

select * from costed
