select * from ({{ known_versions('costs', 'fx_rates', [
    'rate',
]) }}) as versions
