select * from ({{ known_versions('orders', 'payments', [
    'order_id', 'paid_at', 'amount', 'currency_code', 'status',
]) }}) as versions
