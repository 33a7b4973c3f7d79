{{ config(materialized='table') }}

{#-
    The changes of each deal in the order in which they happened. Changes of one moment keep the order
    in which the CRM delivered them.
-#}
select
    opportunity_id,
    row_number() over (
        partition by opportunity_id order by changed_at, batch_date, source_row, change_id
    ) as change_number,
    {{ business_date('changed_at') }} as changed_date,
    lower(trim(from_stage)) as from_stage_name,
    lower(trim(to_stage)) as to_stage_name,
    amount_local,
    expected_close_date,
    probability

from {{ ref('stg_crm__opportunity_stage_changes') }}

where not is_deleted
