select * from ({{ known_versions('orders', 'orders', [
    'opportunity_id', 'sales_user_id', 'status', 'ordered_at', 'fulfilled_at', 'cancelled_at',
    'currency_code', 'order_discount_amount', 'shipping_charged_amount', 'tax_amount', 'is_test',
]) }}) as versions
