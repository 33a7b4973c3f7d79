select * from ({{ known_versions('crm', 'opportunities', [
    'owner_user_id',
]) }}) as versions
