{{ config(materialized='table') }}

{#-
    Every service case with whose it is and how long it waited, by the clock and in open hours. An
    answer or an end before the beginning is a slip of the source: the duration is unknown, not
    negative. A case that came from nobody we know is still a case.
-#}
with

cases as (

    select
        *,
        {{ business_date('opened_at') }} as opened_date,
        {{ date_in_zone('opened_at', var('service_time_zone')) }} as opened_day,
        {{ date_in_zone('first_response_at', var('service_time_zone')) }} as answered_day,
        {{ date_in_zone('closed_at', var('service_time_zone')) }} as closed_day

    from {{ ref('stg_crm__cases') }}
    where not is_deleted

),

work as (

    select
        work_id,
        customer_id
    from {{ ref('int_work_identified') }}
    where kind = 'case'

),

customers as (

    select * from {{ ref('int_customers_described') }}

),

stints as (

    select * from {{ ref('int_salesperson_stints_windowed') }}

),

days as (

    select * from {{ ref('int_business_days_opened') }}

)

select
    cases.case_id,
    coalesce(work.customer_id, 'unknown') as customer_id,
    coalesce(customers.segment, 'unknown') as segment,
    coalesce(customers.region, 'unknown') as region,
    cases.order_id,
    cases.product_id,
    coalesce(lower(cases.category), 'unknown') as category,
    coalesce(lower(cases.priority), 'unknown') as priority,
    coalesce(lower(cases.channel), 'unknown') as channel,
    coalesce(cases.agent_user_id, 'unassigned') as agent_user_id,
    coalesce(stints.team_id, 'unassigned') as team_id,
    cases.opened_at,
    cases.opened_date,
    {{ month_start('cases.opened_date') }} as opened_month,
    case when cases.closed_at >= cases.opened_at then cases.closed_at end as closed_at,
    case
        when cases.closed_at >= cases.opened_at then {{ month_start(business_date('cases.closed_at')) }}
    end as closed_month,
    cases.first_response_at is not null as is_answered,
    coalesce(
        cases.first_response_at < cases.opened_at or cases.closed_at < cases.opened_at, false
    ) as is_time_contradicted,
    case
        when cases.first_response_at >= cases.opened_at
            then {{ seconds_between('cases.opened_at', 'cases.first_response_at') }}
    end as response_seconds,
    case
        when cases.first_response_at >= cases.opened_at
            then
                {{ open_seconds_until('cases.first_response_at', 'answered') }}
                - ({{ open_seconds_until('cases.opened_at', 'opened') }})
    end as response_open_seconds,
    case
        when cases.closed_at >= cases.opened_at
            then {{ seconds_between('cases.opened_at', 'cases.closed_at') }}
    end as resolution_seconds,
    case
        when cases.closed_at >= cases.opened_at
            then
                {{ open_seconds_until('cases.closed_at', 'closed') }}
                - ({{ open_seconds_until('cases.opened_at', 'opened') }})
    end as resolution_open_seconds,
    cases.handling_minutes

from cases

left join work
    on 'case:' || cases.case_id = work.work_id

left join customers
    on work.customer_id = customers.customer_id

left join stints
    on
        cases.agent_user_id = stints.user_id
        and {{ effective_at('cases.opened_date', 'stints') }}

left join days as opened
    on cases.opened_day = opened.date_day

left join days as answered
    on cases.answered_day = answered.date_day

left join days as closed
    on cases.closed_day = closed.date_day
