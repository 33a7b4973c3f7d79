{#-
    How far each person had come in the period before and after each entry, in every statement in
    which that may have changed. An unknown base does not move the run, and a return leaves the
    others' brackets where they were.
-#}
select
    entries.source_id,
    entries.user_id,
    entries.role,
    entries.commission_rate,
    entries.base_amount,
    entries.period_start,
    runs.stated_from,
    runs.stated_to,
    runs.known_from,
    runs.read_on,
    cast(
        sum(coalesce(entries.base_amount, 0)) over in_turn - coalesce(entries.base_amount, 0)
        as decimal(18, 4)
    )
        as base_before,
    cast(sum(coalesce(entries.base_amount, 0)) over in_turn as decimal(18, 4)) as base_after

from {{ ref('int_commission_entries_spanned') }} as entries

inner join {{ ref('int_commission_runs_read') }} as runs
    on
        entries.user_id = runs.user_id
        and entries.period_start = runs.period_start
        and entries.stated_from <= runs.stated_from
        and runs.stated_from < coalesce(entries.stated_to, date '9999-12-31')

window in_turn as (
    partition by entries.user_id, entries.period_start, runs.stated_from
    order by entries.earned_date, entries.source_id
    rows between unbounded preceding and current row
)
