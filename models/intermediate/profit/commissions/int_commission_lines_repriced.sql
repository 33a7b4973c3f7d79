{#-
    Prices and costs restated lines in the reporting currency by the rules of the gross-profit
    line. Costs and exchange rates are those known now: only what the order itself said is taken
    back in time.
-#}
with

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

rated as (

    select
        order_lines.*,
        {{ rate_to_reporting('order_lines.order_currency_code', 'order_rates') }} as order_rate,
        coalesce(order_lines.unit_cost_local, product_costs.unit_cost_local) as unit_cost,
        case
            when order_lines.unit_cost_local is not null
                then {{ rate_to_reporting('order_lines.order_currency_code', 'order_rates') }}
            else {{ rate_to_reporting('product_costs.currency_code', 'cost_rates') }}
        end as cost_rate

    from {{ ref('int_commission_lines_restated') }} as order_lines

    left join fx_rates as order_rates
        on
            order_lines.order_currency_code = order_rates.currency_code
            and order_lines.ordered_date = order_rates.rate_date

    left join {{ ref('int_product_costs_windowed') }} as product_costs
        on
            order_lines.product_id = product_costs.product_id
            and {{ effective_at('order_lines.costed_date', 'product_costs') }}

    left join fx_rates as cost_rates
        on
            product_costs.currency_code = cost_rates.currency_code
            and order_lines.costed_date = cost_rates.rate_date

    where not order_lines.is_gift_card

),

converted as (

    select
        *,
        -- nothing needs no rate, as in int_order_lines_costed
        case
            when
                (quantity = 0 or list_price_local = 0 and unit_price_local = 0)
                and line_discount_local = 0
                and order_discount_part_local = 0
                then 0
            else
                {{ multiply('quantity', 'unit_price_local', 'order_rate') }}
                - {{ multiply('line_discount_local', '1', 'order_rate') }}
                - {{ multiply('order_discount_part_local', '1', 'order_rate') }}
        end as net_amount,
        {{ none_where('quantity = 0 or unit_cost = 0', multiply('quantity', 'unit_cost', 'cost_rate')) }}
            as cogs_amount

    from rated

)

select
    order_line_id,
    order_id,
    state_number,
    product_id,
    ordered_date,
    cast(net_amount as decimal(18, 4)) as net_revenue_amount,
    cast(net_amount - cogs_amount as decimal(18, 4)) as gross_profit_amount,
    cast(value_local - order_discount_part_local as decimal(18, 4)) as net_local,
    quantity,
    unit_cost,
    order_rate as rate_to_reporting,
    cost_rate

from converted
