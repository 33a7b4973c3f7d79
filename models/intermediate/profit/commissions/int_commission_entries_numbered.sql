{{ config(materialized='table') }}

{#-
    Entries of the commission ledger. What is the same in consecutive states of an order is one
    entry, known from the first of them; it ends when a later state says otherwise, and is then
    reversed in the statement that is open on that day. Whatever statement has closed keeps it.
-#}
with

islands as (

    select
        *,
        state_number - row_number() over (
            partition by
                order_line_id, source_id, user_id, role, split_rate, product_margin_tier, base_type,
                commission_rate, rate_status, earned_date, base_amount, basic_amount
            order by state_number
        ) as island

    from {{ ref('int_commissions_split') }}

),

spans as (

    select
        *,
        min(state_number) over same_entry as first_state_number,
        max(state_number) over same_entry as last_state_number

    from islands

    window same_entry as (
        partition by
            order_line_id, source_id, user_id, role, split_rate, product_margin_tier, base_type,
            commission_rate, rate_status, earned_date, base_amount, basic_amount, island
    )

)

select
    spans.*,
    spans.source_id || ':' || spans.user_id || ':' || spans.first_state_number as entry_id,
    next_states.known_from as ended_on

from spans

left join {{ ref('int_commission_orders_stated') }} as next_states
    on
        spans.order_id = next_states.order_id
        and spans.last_state_number + 1 = next_states.state_number
