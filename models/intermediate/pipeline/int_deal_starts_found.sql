{{ config(materialized='table') }}

{#-
    How each deal began. It is in the pipeline from the day it was created; what it was then is what
    we were told first: by the first change where the changes of the deal ever tell such a thing, else
    by the oldest record that landed. A record that is closed when it is first seen says nothing of the
    stage before. Of a deal that nobody saw created, the first that was heard is its start, but no day
    whose rate it could be priced at.
-#}
with

deals as (

    select
        opportunity_id,
        source_system,
        {{ business_date('created_at') }} as created_date
    from {{ ref('stg_crm__opportunities') }}

),

changes as (

    select * from {{ ref('int_deal_changes_numbered') }}

),

told as (

    select
        opportunity_id,
        count(to_stage_name) as stage_count,
        count(amount_local) as amount_count,
        count(expected_close_date) as date_count,
        count(probability) as probability_count
    from changes
    group by opportunity_id

),

records as (

    select
        *,
        lower(trim(stage_name)) as record_stage_name,
        row_number() over (partition by opportunity_id order by known_from) as version_number
    from {{ ref('stg_crm__opportunity_versions') }}

),

joined as (

    select
        deals.opportunity_id,
        deals.source_system,
        deals.created_date,
        coalesce(deals.created_date, least(changes.changed_date, records.known_from)) as start_date,
        case
            when told.stage_count > 0 then coalesce(changes.from_stage_name, changes.to_stage_name)
            when records.outcome is null then records.record_stage_name
        end as stage_name,
        case when told.amount_count > 0 then changes.amount_local else records.amount end as amount_local,
        case
            when told.date_count > 0 then changes.expected_close_date
            else records.expected_close_date
        end as expected_close_date,
        case when told.probability_count > 0 then changes.to_stage_name else records.record_stage_name end
            as probability_stage_name,
        case when told.probability_count > 0 then changes.probability else records.probability end
            as told_probability,
        coalesce(records.owner_user_id, 'unassigned') as owner_user_id,
        coalesce(records.currency_code, '{{ var("reporting_currency") }}') as currency_code

    from deals

    left join changes
        on
            deals.opportunity_id = changes.opportunity_id
            and changes.change_number = 1

    left join told
        on deals.opportunity_id = told.opportunity_id

    left join records
        on
            deals.opportunity_id = records.opportunity_id
            and records.version_number = 1

)

select
    opportunity_id,
    source_system,
    created_date,
    start_date,
    stage_name,
    amount_local,
    expected_close_date,
    -- a probability belongs to the stage that it was told with
    case when stage_name = probability_stage_name then told_probability end as probability,
    owner_user_id,
    currency_code

from joined
