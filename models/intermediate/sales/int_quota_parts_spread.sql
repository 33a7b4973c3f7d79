{{ config(materialized='table') }}

{#-
    Each quota spread over its working days, in whole cents: so much for each month and team of the
    person, and so much for the time the person was not here, which nobody owes. Parts sum to the quota.
    A period without a single working day is spread over all of its days.
-#}
with

days as (

    select * from {{ ref('int_quota_days_listed') }}

),

grouped as (

    select
        quota_id,
        user_id,
        period_start,
        period_end,
        quota_amount,
        team_id,
        is_present,
        is_of_shortest,
        {{ month_start('date_day') }} as month_start,
        count(*) as day_count,
        count(case when is_working_day then 1 end) as working_day_count,
        count(case when is_working_day and date_day <= {{ as_of_date() }} then 1 end)
            as elapsed_working_day_count

    from days

    group by
        quota_id,
        user_id,
        period_start,
        period_end,
        quota_amount,
        team_id,
        is_present,
        is_of_shortest,
        {{ month_start('date_day') }}

),

weighed as (

    select
        *,
        quota_id || ':' || cast(month_start as varchar) || ':' || team_id || ':'
        || case when is_present then 'here' else 'away' end || ':'
        || case when is_of_shortest then 'shortest' else 'longer' end as part_id,
        case
            when sum(working_day_count) over (partition by quota_id) > 0 then working_day_count
            else day_count
        end as weight

    from grouped

),

parts as (

    {{ allocate('weighed', 'quota_amount', 'weight', 'quota_id', 'part_id') }}

)

select
    weighed.part_id,
    weighed.quota_id,
    weighed.user_id,
    weighed.period_start,
    weighed.period_end,
    weighed.team_id,
    weighed.month_start,
    weighed.is_present,
    weighed.is_of_shortest,
    cast(weighed.working_day_count as bigint) as working_day_count,
    cast(weighed.elapsed_working_day_count as bigint) as elapsed_working_day_count,
    case
        when weighed.quota_amount is null then null
        else cast(coalesce(parts.allocated_amount, 0) as decimal(18, 4))
    end as quota_amount

from weighed

left join parts
    on weighed.part_id = parts.part_id
