{#-
    The half-open validity windows [valid_from, valid_to) of one `key` never overlap. A null
    bound is open-ended; an empty window overlaps nothing. Sorted by start, windows overlap
    somewhere if and only if two neighbours do.
-#}
{% test intervals_do_not_overlap(model, key) %}

with

windows as (

    select
        {{ key }},
        coalesce(valid_from, date '0001-01-01') as starts_on,
        coalesce(valid_to, date '9999-12-31') as ends_on

    from {{ model }}

),

neighbours as (

    select
        {{ key }},
        starts_on,
        ends_on,
        lead(starts_on) over (partition by {{ key }} order by starts_on, ends_on) as next_starts_on

    from windows

    where ends_on > starts_on

)

select * from neighbours
where next_starts_on < ends_on

{% endtest %}
