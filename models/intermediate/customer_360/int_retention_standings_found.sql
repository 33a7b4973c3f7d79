{#-
    Where a customer stands at the end of the last month that is over: the movement in the longest
    window, and whether a contract holds them today.
-#}
{%- set longest = var('retention_windows_months') | max -%}
with

moved as (

    select
        customer_id,
        movement
    from {{ ref('int_retention_states_run') }}
    where
        relationship = 'non_contractual'
        and window_months = {{ longest }}
        and next_change_month is null

),

held as (

    select
        customer_id,
        max(contract_end) as contract_end_month
    from (
        select
            customer_id,
            end_month as contract_end
        from {{ ref('int_contract_lines_found') }}
        where
            first_month <= {{ as_of_date() }}
            and end_month > {{ as_of_date() }}
    ) as running
    group by customer_id

)

select
    coalesce(moved.customer_id, held.customer_id) as customer_id,
    moved.movement as retention_class,
    cast({{ longest }} as integer) as retention_window_months,
    held.customer_id is not null as is_under_contract,
    held.contract_end_month

from moved

full outer join held
    on moved.customer_id = held.customer_id
