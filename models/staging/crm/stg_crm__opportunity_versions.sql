select * from ({{ known_versions('crm', 'opportunities', [
    'account_id', 'owner_user_id', 'stage_name', 'amount', 'currency_code', 'probability', 'created_at',
    'expected_close_date', 'closed_at', 'outcome',
]) }}) as versions
