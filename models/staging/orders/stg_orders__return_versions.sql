select * from ({{ known_versions('orders', 'returns', [
    'order_id', 'order_line_id', 'returned_at', 'quantity', 'refund_amount', 'currency_code',
    'disposition',
]) }}) as versions
