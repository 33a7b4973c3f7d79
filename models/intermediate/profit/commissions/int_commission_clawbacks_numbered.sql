{#-
    Clawbacks as entries of the commission ledger, by the rule of int_commission_entries_numbered:
    the same in consecutive states of an order is one entry, and a state that says otherwise
    ends it.
-#}
with

islands as (

    select
        *,
        state_number - row_number() over (
            partition by
                source_id, user_id, earned_entry_id, earned_date, base_amount, basic_amount,
                accelerator_amount
            order by state_number
        ) as island

    from {{ ref('int_commissions_clawed_back') }}

),

spans as (

    select
        *,
        min(state_number) over same_entry as first_state_number,
        max(state_number) over same_entry as last_state_number

    from islands

    window same_entry as (
        partition by
            source_id, user_id, earned_entry_id, earned_date, base_amount, basic_amount,
            accelerator_amount, island
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
