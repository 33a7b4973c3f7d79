select * from ({{ known_versions('crm', 'quotas', [
    'quota_amount', 'currency_code',
]) }}) as versions
