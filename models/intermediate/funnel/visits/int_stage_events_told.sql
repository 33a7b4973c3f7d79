{#-
    What moved each deal as somebody told it: the changes the CRM recorded, or for a deal that has
    none the versions of it that landed.
-#}
select
    opportunity_id,
    change_number,
    is_last,
    changed_at,
    stage_name,
    stage,
    stage_number,
    step_number,
    stage_kind,
    deal_state,
    from_stage,
    from_stage_number,
    from_step_number,
    from_stage_kind,
    is_repeat,
    is_mismatched,
    cast(null as varchar) as derived_from,
    true as is_entry_known
from {{ ref('int_stage_changes_mapped') }}

union all

select
    opportunity_id,
    change_number,
    is_last,
    changed_at,
    stage_name,
    stage,
    stage_number,
    step_number,
    stage_kind,
    deal_state,
    null as from_stage,
    null as from_stage_number,
    null as from_step_number,
    null as from_stage_kind,
    is_repeat,
    false as is_mismatched,
    'versions' as derived_from,
    is_entry_known
from {{ ref('int_stage_versions_mapped') }}
