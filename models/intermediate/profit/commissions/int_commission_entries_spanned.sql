{{ config(materialized='table') }}

{#-
    What each event earned each holder before accelerators, with the statements in which it stands
    so: the same in consecutive states of an order is one entry.
-#}
{%- set content = [
    'order_line_id', 'order_id', 'customer_id', 'product_id', 'role', 'split_rate', 'split_status',
    'product_margin_tier', 'base_type', 'commission_rate', 'rate_status', 'ordered_date',
    'earned_date', 'period_start', 'base_amount', 'basic_amount',
] -%}
with

compared as (

    select
        *,
        case
            when
                stated_from = lag(stated_to) over in_turn
                and {{ is_as_before(content, 'in_turn') }}
                then 0
            else 1
        end as is_new

    from {{ ref('int_commissions_split') }}

    window in_turn as (partition by source_id, user_id order by stated_from)

),

numbered as (

    select
        *,
        sum(is_new) over (
            partition by source_id, user_id
            order by stated_from
            rows between unbounded preceding and current row
        ) as entry_number

    from compared

)

select
    source_id,
    user_id,
    {{ content | join(',\n    ') }},
    min(stated_from) as stated_from,
    -- the last state of an entry has no end if it is the newest
    case when count(*) = count(stated_to) then max(stated_to) end as stated_to,
    min(known_from) as known_from

from numbered

group by
    source_id,
    user_id,
    {{ content | join(',\n    ') }},
    entry_number
