{{ config(materialized='table') }}

{#-
    The base that each event adds or takes away: the difference between what was retained before
    and after it, so that payments sum to what came in and a fully returned line retains exactly
    nothing, in whatever order things happened.

    Retained is net revenue less returns; gross profit less the profit given back, and none of it
    once all revenue is; or the cash received, at most what is left of the net after returns.
-#}
with

retained as (

    select
        *,
        case
            when base_type = 'cash_received' and returned_so_far + cash_so_far is not null
                then least(cash_so_far, net_left)
            when base_type = 'cash_received' then null
            when is_sold = 0 then 0
            when base_type = 'net_revenue' then net_left
            when net_left = 0 and net_revenue_amount <> 0 then 0
            when gross_profit_amount <= 0 and net_revenue_amount <> 0
                then {{ part_of('gross_profit_amount', 'net_left', 'net_revenue_amount') }}
            when profit_returned_so_far is not null
                then
                    gross_profit_amount
                    - least(greatest(profit_returned_so_far, 0), gross_profit_amount)
        end as retained_amount

    from {{ ref('int_commission_events_run') }}

),

moved as (

    select
        *,
        retained_amount
        - lag(retained_amount, 1, 0) over (
            partition by order_line_id, read_on, base_type order by event_number
        ) as base_amount

    from retained

)

select
    order_line_id,
    order_id,
    read_on,
    base_type,
    commission_type,
    source_id,
    event_number,
    event_date as earned_date,
    period_start,
    stated_from,
    statement_to as stated_to,
    known_from,
    cast(base_amount as decimal(18, 4)) as base_amount,
    cast(retained_amount as decimal(18, 4)) as retained_amount,
    cast(case
        when
            count(*) over in_turn = count(base_amount) over in_turn
            then sum(case when commission_type = 'earned' then base_amount else 0 end) over in_turn
    end as decimal(18, 4)) as earned_so_far

from moved

where
    base_amount is null
    or base_amount <> 0
    or kind_order = 1

window in_turn as (
    partition by order_line_id, read_on, base_type
    order by event_number
    rows between unbounded preceding and current row
)
