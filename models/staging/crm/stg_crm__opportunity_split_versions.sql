select * from ({{ known_versions('crm', 'opportunity_splits', [
    'split_percent',
], parents={'opportunity_id': ref('stg_crm__opportunity_versions')}) }}) as versions
