{#-
    How far each person had come in the period before and after each entry. The order is that of
    the statements: what stands in a closed statement comes before what became known later, so a
    late entry is counted on top and moves nobody's closed brackets. An unknown base does not move
    them either, and a return leaves the others' brackets where they were.
-#}
with

entries as (

    select
        entry_id,
        order_id,
        user_id,
        role,
        commission_rate,
        base_amount,
        period_start,
        statement_period_start,
        known_from,
        ended_on,
        earned_date,
        1 as direction

    from {{ ref('int_commission_entries_numbered') }}

    where state_number = first_state_number

),

reversals as (

    select
        entries.entry_id,
        entries.order_id,
        entries.user_id,
        entries.role,
        entries.commission_rate,
        -entries.base_amount as base_amount,
        entries.period_start,
        case
            when entries.ended_on <= own_periods.closed_on then own_periods.period_start
            else open_periods.period_start
        end as statement_period_start,
        entries.ended_on as known_from,
        entries.ended_on,
        entries.earned_date,
        -1 as direction

    from entries

    inner join {{ ref('int_commission_periods_dated') }} as own_periods
        on entries.period_start = own_periods.period_start

    left join {{ ref('int_commission_periods_dated') }} as open_periods
        on {{ effective_at('entries.ended_on', 'open_periods') }}

    where entries.ended_on is not null

),

both_ways as (

    select * from entries

    union all

    select * from reversals

)

select
    entry_id,
    user_id,
    role,
    commission_rate,
    base_amount,
    direction,
    period_start,
    statement_period_start,
    known_from,
    cast(sum(coalesce(base_amount, 0)) over in_turn - coalesce(base_amount, 0) as decimal(18, 4))
        as base_before,
    cast(sum(coalesce(base_amount, 0)) over in_turn as decimal(18, 4)) as base_after

from both_ways

window in_turn as (
    partition by user_id, period_start
    order by statement_period_start, direction, earned_date, entry_id
    rows between unbounded preceding and current row
)
