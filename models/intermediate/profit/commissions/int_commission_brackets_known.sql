{#-
    The brackets of a role in a commission period, as they were known on the day of a statement: of
    the sets of brackets that hold for the period, the one that was told last.
-#}
with

cases as (

    select distinct
        role,
        period_start,
        read_on
    from {{ ref('int_commission_bases_run') }}

),

told as (

    select
        cases.role,
        cases.period_start,
        cases.read_on,
        brackets.from_quota_share,
        brackets.multiplier,
        rank() over (
            partition by cases.role, cases.period_start, cases.read_on
            order by coalesce(brackets.known_from, date '0001-01-01') desc
        ) as told_rank

    from cases

    inner join {{ ref('commission_accelerators') }} as brackets
        on
            cases.role = brackets.role
            and {{ effective_at('cases.period_start', 'brackets') }}

    where cases.read_on >= coalesce(brackets.known_from, cases.read_on)

)

select
    role,
    period_start,
    read_on,
    from_quota_share,
    -- what this bracket multiplies by beyond the one below it
    cast(
        multiplier - lag(multiplier, 1, 1) over (
            partition by role, period_start, read_on order by from_quota_share
        ) as decimal(10, 4)
    ) as multiplier_step

from told

where told_rank = 1
