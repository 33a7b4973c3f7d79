{#-
    Where a customer stands at the end of the last month that is over: the movement in the longest
    window, and whether a contract holds them today. While one holds, its movement is theirs; else that
    of their free purchases, and where they never made one, that of the contract they had.
-#}
{%- set longest = var('retention_windows_months') | max -%}
with

moved as (

    select
        customer_id,
        max(case when relationship = 'contractual' then movement end) as contract_movement,
        max(case when relationship = 'non_contractual' then movement end) as free_movement
    from {{ ref('int_retention_states_run') }}
    where
        window_months = {{ longest }}
        and next_change_month is null
    group by customer_id

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

),

spoken as (

    select
        coalesce(moved.customer_id, held.customer_id) as customer_id,
        moved.contract_movement,
        moved.free_movement,
        case
            -- a contract of the month that is not over has not moved yet
            when held.customer_id is not null and coalesce(moved.contract_movement, 'absent') <> 'absent'
                then 'contractual'
            when moved.free_movement is not null then 'non_contractual'
            when moved.contract_movement is not null then 'contractual'
        end as retention_relationship,
        held.customer_id is not null as is_under_contract,
        held.contract_end_month

    from moved

    full outer join held
        on moved.customer_id = held.customer_id

)

select
    customer_id,
    retention_relationship,
    case
        when retention_relationship = 'contractual' then contract_movement
        else free_movement
    end as retention_class,
    cast({{ longest }} as integer) as retention_window_months,
    is_under_contract,
    contract_end_month

from spoken
