{{ config(materialized='table') }}

{#-
    Every landed order line, whatever became of it, priced and costed once more from its text: at
    the rate and the cost that are looked up here, not where the ledger takes them from. Without a
    rate the amounts are in the line's or the cost's own currency, and say so.
-#}
{%- set reporting = "'" ~ var('reporting_currency') ~ "'" -%}

with

landed as (

    select
        sold.*,
        traced.outcome,
        coalesce(order_lines.order_id, sold.order_id) as parent_order_id,
        coalesce(order_lines.product_id, sold.product_id) as sold_product_id,
        order_lines.order_line_id is not null as is_staged

    from {{ ref('stg_orders__landed_line_values') }} as sold

    inner join {{ ref('int_extract_values_traced') }} as traced
        on
            sold.batch_id = traced.batch_id
            and sold.source_row = traced.source_row
            and traced.measure = 'line_value'

    left join {{ ref('stg_orders__order_lines') }} as order_lines
        on
            sold.batch_id = order_lines.batch_id
            and sold.source_row = order_lines.source_row

),

costs as (

    select
        *,
        coalesce(currency_code, {{ reporting }}) as paid_currency_code,
        coalesce(material_cost_local, 0) as material,
        coalesce(labour_cost_local, 0) as labour,
        coalesce(overhead_cost_local, 0) as overhead

    from {{ ref('stg_costs__product_costs') }}
    where not is_deleted and coalesce(valid_to, date '9999-12-31') > valid_from

),

ordered as (

    select
        landed.*,
        orders.order_month,
        orders.currency_code as order_currency_code,
        orders.ordered_date,
        orders.costed_date,
        coalesce(products.product_type = 'gift_card', false) as is_gift_card

    from landed

    left join {{ ref('int_orders_classified') }} as orders
        on landed.parent_order_id = orders.order_id

    left join {{ ref('int_products_described') }} as products
        on landed.sold_product_id = products.product_id

),

starts as (

    select
        ordered.sold_product_id as product_id,
        ordered.costed_date,
        max(costs.valid_from) as valid_from

    from ordered

    inner join costs
        on
            ordered.sold_product_id = costs.product_id
            and ordered.costed_date >= costs.valid_from

    group by ordered.sold_product_id, ordered.costed_date

)

select
    ordered.batch_id,
    ordered.source_row,
    ordered.order_line_id,
    ordered.is_staged,
    ordered.outcome,
    coalesce({{ month_label('ordered.order_month') }}, 'unknown') as period,
    ordered.is_gift_card,
    -- no product of it could be held: such rows are refused
    case
        when
            ordered.value_local is not null
            and cast(ordered.quantity as double) * cast(greatest(
                coalesce(ordered.list_price_local, 0), coalesce(ordered.unit_cost_local, 0)
            ) as double) < 1e13
            then ordered.quantity
    end as quantity,
    coalesce(ordered.list_price_local, ordered.unit_price_local) as list_price_local,
    ordered.unit_price_local,
    ordered.line_discount_local,
    coalesce(ordered.order_currency_code, 'unknown') as order_currency_code,
    case
        when ordered.order_currency_code = {{ reporting }} then 1
        else order_rates.rate_to_reporting
    end as order_rate,
    ordered.unit_cost_local is not null as has_actual_cost,
    coalesce(ordered.unit_cost_local, costs.material + costs.labour + costs.overhead) as unit_cost,
    costs.material,
    costs.labour,
    costs.overhead,
    case
        when ordered.unit_cost_local is null then coalesce(costs.paid_currency_code, 'unknown')
        else coalesce(ordered.order_currency_code, 'unknown')
    end as cost_currency_code,
    case
        when ordered.unit_cost_local is null and costs.paid_currency_code = {{ reporting }} then 1
        when ordered.unit_cost_local is null then cost_rates.rate_to_reporting
        when ordered.order_currency_code = {{ reporting }} then 1
        else order_rates.rate_to_reporting
    end as cost_rate

from ordered

left join starts
    on
        ordered.sold_product_id = starts.product_id
        and ordered.costed_date = starts.costed_date

left join costs
    on
        starts.product_id = costs.product_id
        and starts.valid_from = costs.valid_from
        and ordered.costed_date < coalesce(costs.valid_to, date '9999-12-31')

left join {{ ref('int_rates_looked_up') }} as order_rates
    on
        ordered.order_currency_code = order_rates.currency_code
        and ordered.ordered_date = order_rates.rate_date

left join {{ ref('int_rates_looked_up') }} as cost_rates
    on
        costs.paid_currency_code = cost_rates.currency_code
        and ordered.costed_date = cost_rates.rate_date
