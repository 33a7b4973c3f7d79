{{ config(materialized='table') }}

{#-
    Prices and costs restated goods in the reporting currency by the rules of the gross-profit line,
    at the costs and exchange rates that were known on the day read.
-#}
with

goods as (

    select * from {{ ref('int_commission_lines_restated') }}
    where line_kind = 'product'

),

fx_rates as (

    select * from {{ ref('int_commission_fx_rates_known') }}

),

needed as (

    select distinct
        product_id,
        costed_date,
        read_on
    from goods

),

ranked_costs as (

    select
        needed.*,
        costs.valid_to,
        coalesce(costs.currency_code, '{{ var("reporting_currency") }}') as currency_code,
        cast(
            coalesce(costs.material_cost, 0)
            + coalesce(costs.labour_cost, 0)
            + coalesce(costs.overhead_cost, 0)
            as decimal(18, 6)
        ) as unit_cost_local,
        row_number() over (
            partition by needed.product_id, needed.costed_date, needed.read_on
            order by costs.valid_from desc
        ) as start_rank

    from needed

    inner join {{ ref('stg_costs__product_cost_versions') }} as costs
        on
            needed.product_id = costs.product_id
            and needed.costed_date >= costs.valid_from
            and {{ known_at('needed.read_on', 'costs') }}

    where
        not costs.is_deleted
        and (costs.valid_to is null or costs.valid_to > costs.valid_from)

),

-- the cost that started last, unless it has ended: a later start ends the ones before it
product_costs as (

    select * from ranked_costs
    where
        start_rank = 1
        and (valid_to is null or valid_to > costed_date)

),

rated as (

    select
        goods.*,
        {{ rate_to_reporting('goods.order_currency_code', 'order_rates') }} as order_rate,
        coalesce(goods.unit_cost_local, product_costs.unit_cost_local) as unit_cost,
        case
            when goods.unit_cost_local is not null
                then {{ rate_to_reporting('goods.order_currency_code', 'order_rates') }}
            else {{ rate_to_reporting('product_costs.currency_code', 'cost_rates') }}
        end as cost_rate

    from goods

    left join fx_rates as order_rates
        on
            goods.order_currency_code = order_rates.currency_code
            and goods.ordered_date = order_rates.rate_date
            and goods.read_on = order_rates.known_on

    left join product_costs
        on
            goods.product_id = product_costs.product_id
            and goods.costed_date = product_costs.costed_date
            and goods.read_on = product_costs.read_on

    left join fx_rates as cost_rates
        on
            product_costs.currency_code = cost_rates.currency_code
            and goods.costed_date = cost_rates.rate_date
            and goods.read_on = cost_rates.known_on

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
    read_on,
    product_id,
    ordered_date,
    cast(net_amount as decimal(18, 4)) as net_revenue_amount,
    cast(cogs_amount as decimal(18, 4)) as cogs_amount,
    cast(net_amount - cogs_amount as decimal(18, 4)) as gross_profit_amount,
    net_local,
    quantity,
    unit_cost,
    order_rate as rate_to_reporting,
    cost_rate

from converted
