{#-
    Keys that a later full copy of their system leaves out, with the date of the first copy that
    does. A broken row still counts as present, and a copy with a row whose key cannot be read says
    nothing about what is missing: it may be that row.
-#}
{% macro absences_from_full_copies(contract) -%}
    {%- set key = contract.key -%}

    select
        presences._system,
        {%- for column in key %}
        presences.{{ column }},
        {%- endfor %}
        min(full_copies.batch_date) as deleted_on

    from (
        select
            _system,
            {%- for column in key %}
            {{ column }},
            {%- endfor %}
            max(batch_date) as last_seen_on
        from typed
        where _system in (select full_systems._system from typed as full_systems where full_systems._is_full)
        group by _system {%- for column in key %}, {{ column }}{% endfor %}
    ) as presences

    inner join ({{ readable_full_copies(contract) }}) as full_copies
        on
            presences._system = full_copies._system
            and presences.last_seen_on < full_copies.batch_date

    group by presences._system {%- for column in key %}, presences.{{ column }}{% endfor %}
{%- endmacro %}


{#- Every time that a key was left out by full copies, also where it came back: from the first copy without it. -#}
{% macro absences_between_copies(contract) -%}
    {%- set key = contract.key -%}

    select
        presences._system,
        {%- for column in key %}
        presences.{{ column }},
        {%- endfor %}
        next_copies.deleted_on,
        presences.seen_again_on

    from (
        select
            *,
            lead(batch_date) over (
                partition by _system {%- for column in key %}, {{ column }}{% endfor %} order by batch_date
            ) as seen_again_on
        from (
            select distinct
                _system,
                {%- for column in key %}
                {{ column }},
                {%- endfor %}
                batch_date
            from typed
            where _system in (select full_systems._system from typed as full_systems where full_systems._is_full)
        ) as seen
    ) as presences

    -- the copy after each batch, so that keys are never compared with every copy
    inner join (
        select
            batches._system,
            batches.batch_date,
            min(full_copies.batch_date) as deleted_on
        from (select distinct _system, batch_date from typed) as batches
        inner join ({{ readable_full_copies(contract) }}) as full_copies
            on
                batches._system = full_copies._system
                and batches.batch_date < full_copies.batch_date
        group by
            batches._system,
            batches.batch_date
    ) as next_copies
        on
            presences._system = next_copies._system
            and presences.batch_date = next_copies.batch_date

    where presences.seen_again_on is null or presences.seen_again_on > next_copies.deleted_on
{%- endmacro %}


{#-
    Of the rows of `ranked`, those known by each day on which a copy left their key out, or had it
    again (`absences`): the newest has the rank 1 by then.
-#}
{% macro versions_at_absences(keys) -%}
    select
        ranked.*,
        edges.known_from,
        row_number() over (
            partition by {% for column in keys %}ranked.{{ column }}, {% endfor %}edges.known_from
            order by ranked.version_rank
        ) as rank_by_then

    from ranked

    inner join (
        select {{ keys | join(', ') }}, deleted_on as known_from
        from absences
        union
        select {{ keys | join(', ') }}, seen_again_on as known_from
        from absences
    ) as edges
        on
            ranked.known_on <= edges.known_from
            {%- for column in keys %}
            and ranked.{{ column }} is not distinct from edges.{{ column }}
            {%- endfor %}
{%- endmacro %}


{#- Days and systems of the full copies whose every key can be read. -#}
{% macro readable_full_copies(contract) -%}
    {%- set key = contract.key or ['_batch_id'] -%}
        select
            _system,
            batch_date
        from typed
        where _is_full
        group by
            _system,
            batch_date
        having count(case when {{ key[0] }} is null
            {%- for column in contract.columns if column.name in key and can_be_unreadable(column) %}
            or ({{ column.name }} is null and {{ column.name }}__text is not null)
            {%- endfor %} then _row end) = 0
{%- endmacro %}
