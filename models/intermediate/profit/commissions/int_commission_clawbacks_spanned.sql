{#- Clawbacks with the statements in which they stand: the same in consecutive statements is one. -#}
{%- set content = [
    'order_line_id', 'order_id', 'earned_entry_id', 'earned_date', 'period_start', 'base_amount',
    'basic_amount', 'accelerator_amount',
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

    from {{ ref('int_commissions_clawed_back') }}

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
    source_id || ':' || user_id || ':' || cast(min(stated_from) as varchar) as entry_id,
    source_id,
    user_id,
    {{ content | join(',\n    ') }},
    min(stated_from) as stated_from,
    -- the last span of a clawback that still stands has no end
    case when count(*) = count(stated_to) then max(stated_to) end as stated_to,
    min(known_from) as known_from

from numbered

group by
    source_id,
    user_id,
    {{ content | join(',\n    ') }},
    entry_number
