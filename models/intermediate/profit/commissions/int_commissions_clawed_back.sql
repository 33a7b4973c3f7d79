{#-
    What each return takes back from each holder, in every statement that may see it otherwise: the
    commission earned on the line so far, by the part of the base that is no longer retained, less
    what earlier returns took. It is taken from the amounts that were earned, so rate, split, tier
    and multiplier are the original ones; each holder gives back whole cents of what they were
    paid, never more than that, and a fully returned line leaves exactly nothing.
-#}
with

taken_so_far as (

    select
        *,
        {{ taken_back('base_earned', 4) }} as base_taken,
        {{ taken_back('basic_earned') }} as basic_taken,
        {{ taken_back('accelerator_earned') }} as accelerator_taken

    from {{ ref('int_commission_returns_stated') }}

)

select
    source_id,
    order_line_id,
    order_id,
    user_id,
    earned_entry_id,
    earned_date,
    period_start,
    stated_from,
    stated_to,
    known_from,
    cast(lag(base_taken, 1, 0) over in_turn - base_taken as decimal(18, 4)) as base_amount,
    cast(lag(basic_taken, 1, 0) over in_turn - basic_taken as decimal(18, 4)) as basic_amount,
    cast(lag(accelerator_taken, 1, 0) over in_turn - accelerator_taken as decimal(18, 4))
        as accelerator_amount

from taken_so_far

window in_turn as (
    partition by order_line_id, user_id, stated_from
    order by event_number
)
