{#-
    The deals that ended on no day that anybody told, and the day from which all that landed showed them
    ended as they are. A stage means what it means today, as for the deal itself. A deletion that was
    taken back says nothing of how a deal ended.
-#}
with

deals as (

    select
        opportunity_id,
        source_system
    from {{ ref('stg_crm__opportunities') }}
    where
        closed_at is null
        and not is_deleted

),

stages as (

    select * from {{ ref('int_stages_mapped') }}

),

versions as (

    select
        known.opportunity_id,
        known.known_from,
        coalesce(
            lower(known.outcome),
            case when stages.stage_kind in ('won', 'lost') then stages.stage_kind end,
            'open'
        ) as outcome

    from {{ ref('stg_crm__opportunity_versions') }} as known

    inner join deals
        on known.opportunity_id = deals.opportunity_id

    left join stages
        on
            deals.source_system = stages.source_system
            and lower(trim(known.stage_name)) = stages.stage_name
            and {{ effective_at(as_of_date(), 'stages') }}

    where not known.is_deleted

),

compared as (

    select
        *,
        lag(outcome) over (partition by opportunity_id order by known_from) as previous_outcome
    from versions

),

turns as (

    select
        opportunity_id,
        known_from,
        outcome,
        row_number() over (partition by opportunity_id order by known_from desc) as recency
    from compared
    where outcome is distinct from previous_outcome

)

select
    opportunity_id,
    known_from as seen_date

from turns

where
    recency = 1
    and outcome <> 'open'
