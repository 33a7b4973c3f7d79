{#-
    The chains of `relation` over twice as many steps. Multiplied and summed in decimals: a sum of
    doubles depends on the order in which an engine adds them.
-#}
{% macro steps_doubled(relation) -%}
    select
        earlier.conversion_type,
        earlier.removed_channel,
        earlier.from_state,
        later.to_state,
        cast(sum(earlier.probability_rate * later.probability_rate) as decimal(18, 15)) as probability_rate

    from {{ relation }} as earlier

    inner join {{ relation }} as later
        on
            earlier.conversion_type = later.conversion_type
            and earlier.removed_channel = later.removed_channel
            and earlier.to_state = later.from_state

    group by
        earlier.conversion_type,
        earlier.removed_channel,
        earlier.from_state,
        later.to_state
{%- endmacro %}
