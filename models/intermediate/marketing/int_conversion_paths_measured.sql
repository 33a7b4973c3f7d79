{{ config(materialized='table') }}

{#-
    Where on its path each conversion has the touches that models single out. The touch behind a
    milestone is the last one that was not after it; a path that starts later has none.
-#}
with

paths as (

    select * from {{ ref('int_conversion_paths_ordered') }}

),

milestones as (

    select * from {{ ref('int_conversion_milestones_dated') }}

),

measured as (

    select
        paths.conversion_number,
        count(*) as touch_count,
        min(paths.days_before) as last_days_before,
        max(case when not paths.is_direct then paths.touch_number end) as last_non_direct_number,
        max(case when paths.touched_at <= milestones.lead_created_at then paths.touch_number end)
            as lead_creation_number,
        max(case when paths.touched_at <= milestones.deal_created_at then paths.touch_number end)
            as deal_creation_number

    from paths

    inner join milestones
        on paths.conversion_number = milestones.conversion_number

    group by paths.conversion_number

)

select
    conversions.conversion_number,
    conversions.converted_date,
    coalesce(measured.touch_count, 0) as touch_count,
    measured.last_days_before,
    -- a path of direct touches alone is the last one's
    coalesce(measured.last_non_direct_number, measured.touch_count) as last_non_direct_number,
    measured.lead_creation_number,
    measured.deal_creation_number

from {{ ref('int_conversions_found') }} as conversions

left join measured
    on conversions.conversion_number = measured.conversion_number
