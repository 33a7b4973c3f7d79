select * from ({{ known_versions('crm', 'opportunity_splits', [
    'split_percent',
]) }}) as versions
