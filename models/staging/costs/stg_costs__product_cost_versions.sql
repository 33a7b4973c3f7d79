select * from ({{ known_versions('costs', 'product_costs', [
    'valid_to', 'material_cost', 'labour_cost', 'overhead_cost', 'currency_code',
]) }}) as versions
