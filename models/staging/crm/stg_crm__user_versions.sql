select * from ({{ known_versions('crm', 'users', [
    'role', 'valid_to',
]) }}) as versions
