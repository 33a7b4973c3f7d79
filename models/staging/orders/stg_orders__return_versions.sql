select * from ({{ known_versions('orders', 'returns', [
    'order_id', 'order_line_id', 'returned_at', 'quantity', 'refund_amount', 'currency_code',
    'disposition',
], parents={
    'order_id': ref('stg_orders__order_versions'),
    'order_line_id': ref('stg_orders__order_line_versions'),
}) }}) as versions
