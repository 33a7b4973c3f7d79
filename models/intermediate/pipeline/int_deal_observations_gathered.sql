{#-
    Everything that was ever said of a deal, in the order in which it was known. A change speaks for
    the moment it was made. A record that landed speaks for the end of its batch date and, where it is
    closed or deleted, for the day that happened; never for days on which an older record was still
    the newest. What was said before the deal began counts from its beginning. Null = nothing said.
-#}
with

starts as (

    select * from {{ ref('int_deal_starts_found') }}
    where start_date <= {{ as_of_date() }}

),

stages as (

    select * from {{ ref('int_stages_mapped') }}

),

deletions as (

    select
        opportunity_id,
        deleted_on
    from {{ ref('stg_crm__opportunities') }}
    where deleted_on is not null

),

records as (

    select
        known_versions.opportunity_id,
        2 * row_number() over in_turn as said_number,
        lag(known_versions.known_from) over in_turn as previous_known_from,
        known_versions.known_from,
        case
            when not known_versions.is_deleted then {{ business_date('known_versions.closed_at') }}
            when known_versions.known_to is null then deletions.deleted_on
        end as happened_on,
        lower(trim(known_versions.stage_name)) as stage_name,
        known_versions.amount as amount_local,
        known_versions.expected_close_date,
        known_versions.probability,
        coalesce(known_versions.owner_user_id, 'unassigned') as owner_user_id,
        coalesce(known_versions.currency_code, '{{ var("reporting_currency") }}') as currency_code,
        case when known_versions.is_deleted then 'deleted' else lower(known_versions.outcome) end as outcome

    from {{ ref('stg_crm__opportunity_versions') }} as known_versions

    left join deletions
        on known_versions.opportunity_id = deletions.opportunity_id

    window in_turn as (partition by known_versions.opportunity_id order by known_versions.known_from)

),

said as (

    select
        opportunity_id,
        start_date as said_date,
        'start' as said_by,
        0 as said_number,
        stage_name,
        amount_local,
        expected_close_date,
        probability,
        owner_user_id,
        currency_code,
        cast(null as varchar) as outcome
    from starts

    union all

    select
        opportunity_id,
        changed_date as said_date,
        'change' as said_by,
        change_number as said_number,
        to_stage_name as stage_name,
        amount_local,
        expected_close_date,
        probability,
        cast(null as varchar) as owner_user_id,
        cast(null as varchar) as currency_code,
        cast(null as varchar) as outcome
    from {{ ref('int_deal_changes_numbered') }}

    {%- for is_end in [true, false] %}

    union all

    select
        opportunity_id,
        {{ 'greatest(least(happened_on, known_from), previous_known_from)' if is_end else 'known_from' }}
            as said_date,
        '{{ 'end' if is_end else 'record' }}' as said_by,
        said_number - {{ 1 if is_end else 0 }} as said_number,
        stage_name,
        amount_local,
        expected_close_date,
        probability,
        owner_user_id,
        currency_code,
        outcome
    from records
    {{- ' where happened_on < known_from' if is_end }}
    {%- endfor %}

)

select
    said.opportunity_id,
    greatest(said.said_date, starts.start_date) as observed_date,
    case said.said_by when 'start' then 0 when 'change' then 1 else 2 end as said_rank,
    said.said_number,
    said.said_by,
    case when said.said_by <> 'start' or stages.stage_kind not in ('won', 'lost') then stages.stage end
        as stage,
    said.amount_local,
    said.expected_close_date,
    case when said.said_by <> 'start' or stages.stage_kind not in ('won', 'lost') then said.probability end
        as probability,
    said.owner_user_id,
    said.currency_code,
    case
        when said.said_by = 'start' then 'open'
        when said.outcome is not null then said.outcome
        when stages.stage_kind in ('won', 'lost') then stages.stage_kind
        when said.said_by <> 'change' or said.stage_name is not null then 'open'
    end as outcome

from said

inner join starts
    on said.opportunity_id = starts.opportunity_id

left join stages
    on
        starts.source_system = stages.source_system
        and said.stage_name = stages.stage_name
        and {{ effective_at('said.said_date', 'stages') }}

where
    greatest(said.said_date, starts.start_date) <= {{ as_of_date() }}
    -- a record may keep the day it was closed on when the deal is open again
    and not (said.said_by = 'end' and said.outcome is null and stages.stage_kind not in ('won', 'lost'))
