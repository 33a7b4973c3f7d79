{#-
    The lines of orders in their older states, as they stood on the day read: what each was worth
    and which part of the order's discount it carried, by the rules of the gross-profit line. States
    in which the order was no sale have no rows.
-#}
with

orders as (

    select
        states.*,
        coalesce(states.currency_code, '{{ var("reporting_currency") }}') as order_currency_code,
        states.order_id || ':' || cast(states.read_on as varchar) as state_id

    from {{ ref('int_commission_orders_stated') }} as states

    left join {{ ref('order_status_map') }} as order_statuses
        on lower(states.status) = order_statuses.status

    inner join {{ ref('int_orders_classified') }} as classified
        on states.order_id = classified.order_id

    where
        not states.is_newest
        and not states.is_deleted
        and not coalesce(states.is_test, false)
        and states.cancelled_at is null
        and coalesce(order_statuses.is_sale, true)
        and coalesce(classified.exclusion_reason, '') <> 'excluded_account'

),

order_lines as (

    select
        orders.state_id,
        orders.order_id,
        orders.read_on,
        orders.ordered_date,
        coalesce(orders.fulfilled_date, orders.ordered_date) as costed_date,
        orders.order_currency_code,
        orders.order_discount_local,
        order_lines.order_line_id,
        coalesce(order_lines.product_id, 'unknown') as product_id,
        case when products.product_type = 'gift_card' then 'gift_card' else 'product' end as line_kind,
        order_lines.quantity,
        coalesce(order_lines.list_price, order_lines.unit_price) as list_price_local,
        order_lines.unit_price as unit_price_local,
        coalesce(order_lines.line_discount_amount, 0) as line_discount_local,
        order_lines.unit_cost as unit_cost_local,
        cast(
            {{ multiply('order_lines.quantity', 'order_lines.unit_price') }}
            - coalesce(order_lines.line_discount_amount, 0) as decimal(18, 4)
        ) as value_local

    from orders

    inner join {{ ref('stg_orders__order_line_versions') }} as order_lines
        on
            orders.order_id = order_lines.order_id
            and {{ known_at('orders.read_on', 'order_lines') }}

    left join {{ ref('stg_orders__product_versions') }} as products
        on
            order_lines.product_id = products.product_id
            and {{ known_at('orders.read_on', 'products') }}

    where not order_lines.is_deleted

    union all

    select
        state_id,
        order_id,
        read_on,
        ordered_date,
        coalesce(fulfilled_date, ordered_date) as costed_date,
        order_currency_code,
        order_discount_local,
        order_id || ':shipping' as order_line_id,
        'shipping' as product_id,
        'shipping' as line_kind,
        cast(1 as decimal(18, 4)) as quantity,
        cast(shipping_charged_local as decimal(18, 6)) as list_price_local,
        cast(shipping_charged_local as decimal(18, 6)) as unit_price_local,
        0 as line_discount_local,
        null as unit_cost_local,
        cast(shipping_charged_local as decimal(18, 4)) as value_local

    from orders

    where shipping_charged_local <> 0

),

discounted as (

    select
        *,
        case when line_kind = 'product' then value_local else 0 end as weight
    from order_lines
    where order_discount_local <> 0

),

discounts as (

    {{ allocate('discounted', 'order_discount_local', 'weight', 'state_id', 'order_line_id') }}

)

select
    order_lines.*,
    coalesce(discounts.allocated_amount, 0) as order_discount_part_local,
    cast(
        order_lines.value_local - coalesce(discounts.allocated_amount, 0) as decimal(18, 4)
    ) as net_local

from order_lines

left join discounts
    on
        order_lines.state_id = discounts.state_id
        and order_lines.order_line_id = discounts.order_line_id
