select * from ({{ known_versions('orders', 'order_lines', [
    'order_id', 'product_id', 'quantity', 'unit_price', 'line_discount_amount', 'unit_cost',
]) }}) as versions
