{#-
    Deliberately reads the text again, without the contract's macros: the reconciliation needs a
    total of the extract that does not share code with the models it checks.
-#}
select
    _batch_id as batch_id,
    _row as source_row,
    order_id,
    order_line_id,
    product_id,
    {{ plain_number('quantity') }} as quantity,
    {{ plain_number('list_price', 6) }} as list_price_local,
    {{ plain_number('unit_price', 6) }} as unit_price_local,
    case when line_discount_amount is null then 0 else {{ plain_number('line_discount_amount') }} end
        as line_discount_local,
    {{ plain_number('unit_cost', 6) }} as unit_cost_local,
    case
        when
            cast({{ plain_number('quantity') }} as double)
            * cast({{ plain_number('unit_price', 6) }} as double) < 1e13
            then {{ multiply(plain_number('quantity'), plain_number('unit_price', 6)) }}
    end
    - case when line_discount_amount is null then 0 else {{ plain_number('line_discount_amount') }} end
        as value_local

from {{ source('orders', 'order_lines') }}

where batch_date <= {{ as_of_date() }}
