{{ config(materialized='table') }}

{#-
    The minutes of each piece of work: those that were recorded, else the standard ones of its
    type, a base and what each of its attributes adds on that day. Without a base the minutes are
    unknown; the work is kept, so that it can be counted.
-#}
with

work as (

    select * from {{ ref('int_work_identified') }}

),

standards as (

    select * from {{ ref('activity_minutes') }}

),

standard_minutes as (

    select
        work.work_id,
        sum(case when standards.attribute_name is null then standards.minutes end) as base_minutes,
        sum(
            case
                when
                    case standards.attribute_name
                        when 'priority' then work.priority
                        when 'channel' then work.channel
                        when 'direction' then work.direction
                        when 'outcome' then work.outcome
                    end = standards.attribute_value
                    then standards.minutes
                else 0
            end
        ) as extra_minutes

    from work

    inner join standards
        on
            work.kind = standards.kind
            and work.work_type = standards.type
            and {{ effective_at('work.work_date', 'standards') }}

    where work.recorded_minutes is null

    group by work.work_id

),

timed as (

    select
        work.work_id,
        work.kind,
        work.work_type,
        work.work_date,
        work.work_month,
        work.customer_id,
        work.reason,
        cast(
            coalesce(
                work.recorded_minutes,
                standard_minutes.base_minutes + standard_minutes.extra_minutes
            ) as decimal(18, 4)
        ) as minutes,
        work.recorded_minutes is null and standard_minutes.base_minutes is not null as is_standard

    from work

    left join standard_minutes
        on work.work_id = standard_minutes.work_id

)

select * from timed
