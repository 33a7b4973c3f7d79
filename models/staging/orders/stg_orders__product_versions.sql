select * from ({{ known_versions('orders', 'products', [
    'product_type',
]) }}) as versions
