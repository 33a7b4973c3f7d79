{#-
    The half-open validity windows [valid_from, valid_to) of one `key` never overlap. A null
    bound is open-ended; an empty window overlaps nothing.
-#}
{% test intervals_do_not_overlap(model, key) %}

select
    earlier.{{ key }},
    earlier.valid_from as earlier_from,
    later.valid_from as later_from

from {{ model }} as earlier

inner join {{ model }} as later
    on
        earlier.{{ key }} = later.{{ key }}
        and (
            earlier.valid_from < later.valid_from
            or (earlier.valid_from is null and later.valid_from is not null)
        )

where
    (earlier.valid_to is null or earlier.valid_to > later.valid_from)
    and (later.valid_to is null or later.valid_to > later.valid_from)
    and (earlier.valid_to is null or earlier.valid_from is null or earlier.valid_to > earlier.valid_from)

{% endtest %}
