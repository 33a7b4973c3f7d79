select
    source_table,
    reason,
    column_name,
    offending_value,
    source_system,
    source_file as file,
    source_row as row_number,
    batch_id,
    batch_date,
    raw_row

from {{ ref('unstaged_rows') }}

where reason <> 'superseded'
