select * from ({{ known_versions('orders', 'order_lines', [
    'order_id', 'product_id', 'quantity', 'list_price', 'unit_price', 'line_discount_amount', 'unit_cost',
], parents={'order_id': ref('stg_orders__order_versions')}) }}) as versions
