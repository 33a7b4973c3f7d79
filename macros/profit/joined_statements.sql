{#-
    What `relation` states of each source and holder, the same in consecutive statements as one: rows
    whose `content` is as in the statement that ends where theirs begins become a span with it.
-#}
{% macro joined_statements(relation, content) -%}
    select
        source_id,
        user_id,
        {{ content | join(',\n        ') }},
        min(stated_from) as stated_from,
        -- the last span of what still stands has no end
        case when count(*) = count(stated_to) then max(stated_to) end as stated_to,
        min(known_from) as known_from

    from (
        select
            *,
            sum(is_new) over (
                partition by source_id, user_id
                order by stated_from
                rows between unbounded preceding and current row
            ) as span_number
        from (
            select
                *,
                case
                    when
                        stated_from = lag(stated_to) over in_turn
                        and {{ is_as_before(content, 'in_turn') }}
                        then 0
                    else 1
                end as is_new
            from {{ relation }}
            window in_turn as (partition by source_id, user_id order by stated_from)
        ) as compared
    ) as numbered

    group by
        source_id,
        user_id,
        {{ content | join(',\n        ') }},
        span_number
{%- endmacro %}
