{{ config(materialized='table') }}

{#-
    The commission ledger: what each person earned on each sale, what returns took back, and, where
    an order changed after a statement had closed, the reversal of what no longer holds. A line
    stands in the statement of its own period, or, once that has closed, in the one that is open
    on the day it became known.
-#}
with

entries as (

    select
        numbered.*,
        accelerated.accelerator_multiplier,
        accelerated.accelerator_amount

    from {{ ref('int_commission_entries_numbered') }} as numbered

    inner join {{ ref('int_commissions_accelerated') }} as accelerated
        on numbered.entry_id = accelerated.entry_id

    where numbered.state_number = numbered.first_state_number

),

booked as (

    select
        entry_id,
        'earned' as commission_type,
        entry_id as earned_entry_id,
        source_id,
        earned_date,
        period_start,
        statement_period_start,
        base_amount,
        basic_amount,
        accelerator_amount,
        known_from,
        ended_on

    from entries

    union all

    select
        entry_id,
        'clawback' as commission_type,
        earned_entry_id,
        source_id,
        earned_date,
        period_start,
        statement_period_start,
        base_amount,
        basic_amount,
        accelerator_amount,
        known_from,
        ended_on

    from {{ ref('int_commission_clawbacks_numbered') }}

    where state_number = first_state_number

),

reversed as (

    select
        booked.entry_id || ':reversed' as entry_id,
        booked.commission_type,
        booked.earned_entry_id,
        booked.source_id,
        booked.earned_date,
        booked.period_start,
        case
            when booked.ended_on <= own_periods.closed_on then own_periods.period_start
            else open_periods.period_start
        end as statement_period_start,
        -booked.base_amount as base_amount,
        -booked.basic_amount as basic_amount,
        -booked.accelerator_amount as accelerator_amount,
        booked.ended_on as known_from,
        booked.ended_on

    from booked

    inner join {{ ref('int_commission_periods_dated') }} as own_periods
        on booked.period_start = own_periods.period_start

    left join {{ ref('int_commission_periods_dated') }} as open_periods
        on {{ effective_at('booked.ended_on', 'open_periods') }}

    where booked.ended_on is not null

),

settled as (

    select
        *,
        false as is_reversal
    from booked

    union all

    select
        *,
        true as is_reversal
    from reversed

)

select
    settled.entry_id as commission_line_id,
    settled.commission_type,
    settled.is_reversal,
    entries.order_id,
    entries.order_line_id,
    entries.customer_id,
    entries.product_id,
    entries.user_id,
    entries.role,
    entries.ordered_date,
    settled.earned_date,
    settled.period_start,
    settled.statement_period_start,
    entries.split_rate,
    entries.split_status,
    entries.product_margin_tier,
    entries.base_type,
    settled.base_amount,
    entries.commission_rate,
    entries.rate_status,
    entries.accelerator_multiplier,
    settled.basic_amount,
    settled.accelerator_amount,
    cast(settled.basic_amount + settled.accelerator_amount as decimal(18, 4)) as commission_amount,
    settled.known_from,
    settled.earned_entry_id,
    settled.source_id

from settled

inner join entries
    on settled.earned_entry_id = entries.entry_id
