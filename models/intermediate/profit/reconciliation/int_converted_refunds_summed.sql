{#-
    Refunds given in another currency than their order's, as the line mart holds them in the order's;
    and refunds of lines on which one of them has no rate, so that the line's total is unknown.
-#}
with

converted as (

    select
        {{ month_label('orders.order_month') }} as period,
        orders.currency_code,
        'refund' as measure,
        cast(sum(
            case
                when returns.is_converted and order_lines.returns_local is not null
                    then returns.refund_local
            end
        ) as decimal(18, 4)) as converted_in_amount,
        cast(sum(
            case
                when not returns.is_converted and order_lines.returns_local is null
                    then returns.refund_local
            end
        ) as decimal(18, 4)) as unsettled_amount

    from {{ ref('int_returns_apportioned') }} as returns

    inner join {{ ref('int_orders_classified') }} as orders
        on returns.order_id = orders.order_id

    inner join {{ ref('int_order_lines_totalled') }} as order_lines
        on returns.order_line_id = order_lines.order_line_id

    group by
        {{ month_label('orders.order_month') }},
        orders.currency_code

)

select * from converted
