{#-
    Every landed amount of the order extracts once, with what became of it on the way to the
    marts: `counted`, or the one reason why it is not. The extract's total is therefore explained
    to the last row.
-#}
with

unstaged as (

    select
        batch_id,
        source_row,
        reason

    from {{ ref('unstaged_rows') }}

    where source_table in ('orders', 'order_lines', 'returns')

),

orders as (

    select
        order_id,
        {{ month_label('order_month') }} as period,
        currency_code,
        exclusion_reason

    from {{ ref('int_orders_classified') }}

),

order_lines as (

    select
        stg_lines.order_line_id,
        stg_lines.order_id,
        stg_lines.is_deleted,
        products.product_type = 'gift_card' as is_gift_card

    from {{ ref('stg_orders__order_lines') }} as stg_lines

    left join {{ ref('int_products_described') }} as products
        on stg_lines.product_id = products.product_id

),

returns as (

    select * from {{ ref('stg_orders__returns') }}

),

landed as (

    select
        'line_value' as measure,
        batch_id,
        source_row,
        order_id,
        order_line_id,
        null as refund_currency_code,
        value_local
    from {{ ref('stg_orders__landed_line_values') }}

    union all

    select
        'order_discount' as measure,
        batch_id,
        source_row,
        order_id,
        null as order_line_id,
        null as refund_currency_code,
        order_discount_local as value_local
    from {{ ref('stg_orders__landed_order_amounts') }}
    where order_discount_local is null or order_discount_local <> 0

    union all

    select
        'shipping_charged' as measure,
        batch_id,
        source_row,
        order_id,
        null as order_line_id,
        null as refund_currency_code,
        shipping_charged_local as value_local
    from {{ ref('stg_orders__landed_order_amounts') }}
    where shipping_charged_local is null or shipping_charged_local <> 0

    union all

    select
        'refund' as measure,
        batch_id,
        source_row,
        order_id,
        order_line_id,
        currency_code as refund_currency_code,
        refund_local as value_local
    from {{ ref('stg_orders__landed_refunds') }}

),

traced as (

    select
        landed.measure,
        landed.batch_id,
        landed.source_row,
        coalesce(orders.period, 'unknown') as period,
        coalesce(landed.refund_currency_code, orders.currency_code, 'unknown') as currency_code,
        landed.value_local,
        case
            when unstaged.reason = 'superseded' then 'superseded'
            when unstaged.reason is not null then 'quarantined'
            when orders.exclusion_reason is not null then orders.exclusion_reason
            when returns.is_deleted then 'deleted'
            when landed.measure = 'line_value' and order_lines.is_deleted then 'deleted'
            when landed.measure = 'line_value' and order_lines.is_gift_card then 'gift_card'
            when landed.refund_currency_code <> orders.currency_code then 'converted_refund'
            else 'counted'
        end as outcome

    from landed

    left join unstaged
        on
            landed.batch_id = unstaged.batch_id
            and landed.source_row = unstaged.source_row

    left join order_lines
        on landed.order_line_id = order_lines.order_line_id

    left join orders
        on coalesce(order_lines.order_id, landed.order_id) = orders.order_id

    left join returns
        on
            landed.batch_id = returns.batch_id
            and landed.source_row = returns.source_row

)

select * from traced
