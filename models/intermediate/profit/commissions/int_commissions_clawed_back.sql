{#-
    What each return takes back from each holder: the commission earned on the line so far, by the
    part of the base that is no longer retained, less what earlier returns took. It is taken from
    the amounts that were earned, so rate, split, tier and multiplier are the original ones, and a
    fully returned line leaves exactly nothing.
-#}
with

entries as (

    select
        numbered.*,
        accelerated.accelerator_amount

    from {{ ref('int_commission_entries_numbered') }} as numbered

    inner join {{ ref('int_commissions_accelerated') }} as accelerated
        on numbered.entry_id = accelerated.entry_id

),

earned_so_far as (

    select
        returns.order_line_id,
        returns.order_id,
        returns.state_number,
        returns.base_type,
        returns.source_id,
        returns.event_number,
        returns.earned_date,
        returns.period_start,
        returns.statement_period_start,
        returns.known_from,
        returns.retained_amount,
        returns.earned_so_far,
        entries.user_id,
        max(entries.entry_id) as earned_entry_id,
        {{ sum_or_unknown('entries.base_amount') }} as base_earned,
        {{ sum_or_unknown('entries.basic_amount') }} as basic_earned,
        {{ sum_or_unknown('entries.accelerator_amount') }} as accelerator_earned

    from {{ ref('int_commission_bases_moved') }} as returns

    inner join entries
        on
            returns.order_line_id = entries.order_line_id
            and returns.state_number = entries.state_number
            and returns.base_type = entries.base_type
            and returns.event_number > entries.event_number

    where returns.commission_type = 'clawback'

    group by
        returns.order_line_id,
        returns.order_id,
        returns.state_number,
        returns.base_type,
        returns.source_id,
        returns.event_number,
        returns.earned_date,
        returns.period_start,
        returns.statement_period_start,
        returns.known_from,
        returns.retained_amount,
        returns.earned_so_far,
        entries.user_id

),

taken_so_far as (

    select
        *,
        {{ taken_back('base_earned') }} as base_taken,
        {{ taken_back('basic_earned') }} as basic_taken,
        {{ taken_back('accelerator_earned') }} as accelerator_taken

    from earned_so_far

),

taken as (

    select
        *,
        lag(base_taken, 1, 0) over in_turn - base_taken as base_amount,
        lag(basic_taken, 1, 0) over in_turn - basic_taken as basic_amount,
        lag(accelerator_taken, 1, 0) over in_turn - accelerator_taken as accelerator_amount

    from taken_so_far

    window in_turn as (
        partition by order_line_id, state_number, user_id
        order by event_number
    )

)

select
    order_line_id,
    order_id,
    state_number,
    user_id,
    source_id,
    earned_entry_id,
    earned_date,
    period_start,
    statement_period_start,
    known_from,
    cast(base_amount as decimal(18, 4)) as base_amount,
    cast(basic_amount as decimal(18, 4)) as basic_amount,
    cast(accelerator_amount as decimal(18, 4)) as accelerator_amount

from taken
