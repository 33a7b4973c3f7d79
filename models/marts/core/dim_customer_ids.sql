select
    source_system,
    id_type,
    source_id,
    customer_id,
    match_rule,
    match_value

from {{ ref('int_customer_ids_resolved') }}
