{#-
    What each stage name of a CRM means, and when. A name that the map lists for the system itself
    follows those rows alone; any other follows the rows for every system. A name that no row lists
    keeps its own text as the stage and has no place in the order.
-#}
with

stage_names as (

    select
        source_system,
        lower(trim(stage_name)) as stage_name
    from {{ ref('stg_crm__opportunities') }}
    where stage_name is not null

    union

    select
        source_system,
        lower(trim(from_stage)) as stage_name
    from {{ ref('stg_crm__opportunity_stage_changes') }}
    where from_stage is not null

    union

    select
        source_system,
        lower(trim(to_stage)) as stage_name
    from {{ ref('stg_crm__opportunity_stage_changes') }}
    where to_stage is not null

    union

    select
        opportunities.source_system,
        lower(trim(known_deals.stage_name)) as stage_name
    from {{ ref('stg_crm__opportunity_versions') }} as known_deals
    inner join {{ ref('stg_crm__opportunities') }} as opportunities
        on known_deals.opportunity_id = opportunities.opportunity_id
    where known_deals.stage_name is not null

),

stage_map as (

    select * from {{ ref('stage_map') }}

),

own_rows as (

    select distinct
        source_system,
        stage_name
    from stage_map
    where source_system <> '*'

),

mapped as (

    select
        stage_names.source_system,
        stage_names.stage_name,
        coalesce(stage_map.stage, stage_names.stage_name) as stage,
        stage_map.stage_number,
        coalesce(stage_map.stage_kind, 'unmapped') as stage_kind,
        coalesce(stage_map.valid_from, date '0001-01-01') as valid_from,
        stage_map.valid_to

    from stage_names

    left join own_rows
        on
            stage_names.source_system = own_rows.source_system
            and stage_names.stage_name = own_rows.stage_name

    left join stage_map
        on
            stage_names.stage_name = stage_map.stage_name
            and coalesce(own_rows.source_system, '*') = stage_map.source_system

)

select * from mapped
