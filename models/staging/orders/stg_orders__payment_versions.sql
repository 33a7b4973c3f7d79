select * from ({{ known_versions('orders', 'payments', [
    'order_id', 'paid_at', 'amount', 'currency_code', 'status',
], parents={'order_id': ref('stg_orders__order_versions')}) }}) as versions
