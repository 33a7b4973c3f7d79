{{ config(materialized='table') }}

{#-
    The commission ledger: what each person earned on each sale, what returns took back, and, where
    a later statement sees it otherwise, the reversal of what no longer holds. A statement is thus
    what its day knew, less what the statements before it had said; a line outside the statement of
    its own period is an adjustment, with what was new about its order or its person's run.
-#}
with

earnings as (

    select * from {{ ref('int_commission_earnings_spanned') }}

),

booked as (

    select
        entry_id,
        'earned' as commission_type,
        entry_id as earned_entry_id,
        source_id,
        earned_date,
        period_start,
        base_amount,
        basic_amount,
        accelerator_amount,
        stated_from,
        stated_to,
        known_from

    from earnings

    union all

    select
        entry_id,
        'clawback' as commission_type,
        earned_entry_id,
        source_id,
        earned_date,
        period_start,
        base_amount,
        basic_amount,
        accelerator_amount,
        stated_from,
        stated_to,
        known_from

    from {{ ref('int_commission_clawbacks_spanned') }}

),

settled as (

    select
        *,
        stated_from as statement_period_start,
        false as is_reversal,
        stated_to is null as is_standing
    from booked

    union all

    select
        entry_id || ':reversed' as entry_id,
        commission_type,
        earned_entry_id,
        source_id,
        earned_date,
        period_start,
        -base_amount as base_amount,
        -basic_amount as basic_amount,
        -accelerator_amount as accelerator_amount,
        stated_from,
        stated_to,
        known_from,
        stated_to as statement_period_start,
        true as is_reversal,
        false as is_standing
    from booked
    where stated_to is not null

)

select
    settled.entry_id as commission_line_id,
    settled.commission_type,
    settled.is_reversal,
    settled.is_standing,
    earnings.order_id,
    earnings.order_line_id,
    earnings.customer_id,
    earnings.product_id,
    earnings.user_id,
    earnings.role,
    earnings.ordered_date,
    settled.earned_date,
    settled.period_start,
    settled.statement_period_start,
    case
        when settled.statement_period_start = settled.period_start then null
        else coalesce(changes.cause, runs.cause)
    end as adjustment_reason,
    earnings.split_rate,
    earnings.split_status,
    earnings.product_margin_tier,
    earnings.base_type,
    cast(settled.base_amount as decimal(18, 4)) as base_amount,
    earnings.commission_rate,
    earnings.rate_status,
    earnings.accelerator_multiplier,
    cast(settled.basic_amount as decimal(18, 4)) as basic_amount,
    cast(settled.accelerator_amount as decimal(18, 4)) as accelerator_amount,
    cast(settled.basic_amount + settled.accelerator_amount as decimal(18, 4)) as commission_amount,
    coalesce(changes.known_from, runs.known_from, settled.known_from) as known_from,
    settled.earned_entry_id,
    settled.source_id

from settled

inner join earnings
    on settled.earned_entry_id = earnings.entry_id

left join {{ ref('int_commission_changes_dated') }} as changes
    on
        earnings.order_id = changes.order_id
        and settled.statement_period_start = changes.stated_from

left join {{ ref('int_commission_runs_read') }} as runs
    on
        earnings.user_id = runs.user_id
        and earnings.period_start = runs.period_start
        and settled.statement_period_start = runs.stated_from
