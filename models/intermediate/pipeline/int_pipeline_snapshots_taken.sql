{{ config(materialized='table') }}

{#-
    Every deal that was in the pipeline at the end of a month, and at the end of the as-of date, as it
    was known then.
-#}
with

spells as (

    select
        *,
        coalesce(valid_to, date '9999-12-31') as ends_on
    from {{ ref('int_pipeline_spells_spanned') }}

),

days as (

    {{ days_between('(select min(valid_from) from spells)', as_of_date()) }}

),

snapshots as (

    select date_day as snapshot_date
    from days
    where
        date_day = {{ month_end('date_day') }}
        or date_day = {{ as_of_date() }}

)

select
    spells.opportunity_id,
    snapshots.snapshot_date,
    spells.stage,
    spells.owner_user_id,
    spells.team_id,
    spells.expected_close_date,
    spells.amount,
    spells.weighted_amount,
    spells.expected_margin_amount

from spells

inner join snapshots
    on
        spells.valid_from <= snapshots.snapshot_date
        and spells.ends_on > snapshots.snapshot_date

-- most stretches begin and end within a month, and no month's end can be in those
where
    spells.ends_on > {{ month_end('spells.valid_from') }}
    or spells.valid_to is null
