select * from ({{ known_versions('crm', 'leads', [
    'owner_user_id', 'status', 'created_at', 'closed_at', 'converted_at',
]) }}) as versions
