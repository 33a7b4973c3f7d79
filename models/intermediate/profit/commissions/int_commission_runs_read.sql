{{ config(materialized='table') }}

{#-
    The statements in which a person's run through the brackets of a period may differ from the
    statement before, and why: an entry of it begins or ends, or its quota or brackets were told
    anew. A run too many is harmless: what stays the same becomes one line again.
-#}
with

entries as (

    select * from {{ ref('int_commission_entries_spanned') }}

),

causes as (

    select
        user_id,
        period_start,
        stated_from,
        known_from,
        cause
    from {{ ref('int_commission_targets_changed') }}

    union all

    select
        user_id,
        period_start,
        stated_from,
        known_from,
        'attainment' as cause
    from entries

    union all

    select
        entries.user_id,
        entries.period_start,
        entries.stated_to as stated_from,
        changes.known_from,
        'attainment' as cause
    from entries
    inner join {{ ref('int_commission_changes_dated') }} as changes
        on
            entries.order_id = changes.order_id
            and entries.stated_to = changes.stated_from

),

starts as (

    select
        user_id,
        period_start,
        stated_from,
        max(known_from) as known_from,
        -- a new quota or bracket explains more than whose sale moved
        max(case when cause <> 'attainment' then cause end) as told_cause

    from causes

    group by
        user_id,
        period_start,
        stated_from

)

select
    starts.user_id,
    starts.period_start,
    starts.stated_from,
    lead(starts.stated_from) over (
        partition by starts.user_id, starts.period_start order by starts.stated_from
    ) as stated_to,
    starts.known_from,
    coalesce(starts.told_cause, 'attainment') as cause,
    periods.read_on

from starts

inner join {{ ref('int_commission_periods_dated') }} as periods
    on starts.stated_from = periods.period_start
