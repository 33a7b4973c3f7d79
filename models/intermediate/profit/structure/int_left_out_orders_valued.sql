{#-
    What the lines, discounts and shipping would have posted that never reach our ledger: those of
    an excluded account's orders, and whatever the order system deleted. Valued as a sale would
    be, by list price and the rate of the order's day. Their cost is not worked out.
-#}
with

orders as (

    select
        *,
        case when exclusion_reason = 'excluded_account' then exclusion_reason else 'deleted_row' end as reason
    from {{ ref('int_orders_classified') }}
    where coalesce(exclusion_reason, 'deleted') in ('deleted', 'excluded_account')

),

order_lines as (

    select
        orders.order_month as month_start,
        orders.rate_to_reporting,
        orders.reason,
        case
            when products.product_type = 'service' then 'services_revenue'
            else 'goods_revenue'
        end as account_group,
        {{ multiply('sold.quantity', 'coalesce(sold.list_price_local, sold.unit_price_local)') }}
            as gross_local,
        {{ multiply('sold.quantity', 'sold.unit_price_local') }} - coalesce(sold.line_discount_local, 0)
            as value_local

    from {{ ref('stg_orders__order_lines') }} as sold

    inner join orders
        on sold.order_id = orders.order_id

    left join {{ ref('int_products_described') }} as products
        on coalesce(sold.product_id, 'unknown') = products.product_id

    where
        (orders.exclusion_reason is not null or sold.is_deleted)
        and coalesce(products.product_type, 'goods') <> 'gift_card'

),

whole_orders as (

    select
        order_month as month_start,
        rate_to_reporting,
        reason,
        shipping_charged_local,
        order_discount_local

    from orders

    where exclusion_reason is not null

),

valued as (

    select
        month_start,
        reason,
        account_group,
        {{ multiply('gross_local', '1', 'rate_to_reporting') }} as amount
    from order_lines

    union all

    select
        month_start,
        reason,
        'discounts' as account_group,
        {{ multiply('value_local - gross_local', '1', 'rate_to_reporting') }} as amount
    from order_lines

    union all

    select
        month_start,
        reason,
        'shipping_revenue' as account_group,
        {{ multiply('shipping_charged_local', '1', 'rate_to_reporting') }} as amount
    from whole_orders

    union all

    select
        month_start,
        reason,
        'discounts' as account_group,
        -{{ multiply('order_discount_local', '1', 'rate_to_reporting') }} as amount
    from whole_orders

)

select
    month_start,
    account_group,
    reason,
    {{ sum_money('coalesce(amount, 0)') }} as amount

from valued

group by
    month_start,
    account_group,
    reason
