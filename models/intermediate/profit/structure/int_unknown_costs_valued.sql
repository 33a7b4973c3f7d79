{#-
    What goods without a cost in force may have cost, in the money in which it is known: a line's own
    cost, else the last cost of the product before its day, else the first one after. Goods that
    never had one are taken at the share of cost in the revenue of their category, or of all goods
    where the category is not known.
-#}
with

known as (

    select * from {{ ref('int_cost_shares_measured') }}

),

order_lines as (

    select
        costed.*,
        orders.costed_date,
        case
            when products.category in (select known.category from known)
                then products.category
            else '*'
        end as share_of

    from {{ ref('int_order_lines_costed') }} as costed

    inner join {{ ref('int_orders_classified') }} as orders
        on costed.order_id = orders.order_id

    inner join {{ ref('int_products_described') }} as products
        on costed.product_id = products.product_id

    where costed.cogs_amount is null

),

nearest_costs as (

    select
        order_lines.order_line_id,
        coalesce(
            max(case
                when product_costs.valid_from <= order_lines.costed_date then product_costs.valid_from
            end),
            min(product_costs.valid_from)
        ) as valid_from

    from order_lines

    inner join {{ ref('int_product_costs_windowed') }} as product_costs
        on order_lines.product_id = product_costs.product_id

    group by order_lines.order_line_id

),

matched as (

    select
        order_lines.*,
        product_costs.currency_code as cost_currency_code,
        product_costs.unit_cost_local,
        known.net_amount as share_net_amount,
        known.cogs_amount as share_cogs_amount,
        case
            when order_lines.has_actual_cost then 'own_cost'
            when product_costs.unit_cost_local is not null then 'nearest_cost'
            when order_lines.net_amount is not null and known.net_amount is not null then 'cost_share'
            else 'nothing'
        end as valued_by

    from order_lines

    left join nearest_costs
        on order_lines.order_line_id = nearest_costs.order_line_id

    left join {{ ref('int_product_costs_windowed') }} as product_costs
        on
            order_lines.product_id = product_costs.product_id
            and nearest_costs.valid_from = product_costs.valid_from

    left join known
        on order_lines.share_of = known.category

)

select
    order_line_id,
    product_id,
    order_month as month_start,
    costed_date as valued_on,
    valued_by,
    case valued_by
        when 'own_cost' then currency_code
        when 'nearest_cost' then cost_currency_code
        when 'cost_share' then '{{ var("reporting_currency") }}'
        else 'unknown'
    end as currency_code,
    cast(-case valued_by
        when 'own_cost' then {{ multiply('quantity', 'unit_cost') }}
        when 'nearest_cost' then {{ multiply('quantity', 'unit_cost_local') }}
        when 'cost_share' then {{ part_of('net_amount', 'share_cogs_amount', 'share_net_amount') }}
    end as decimal(18, 4)) as amount_local,
    coalesce(net_amount, 0) as revenue_amount

from matched
