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

    inner join (
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
    ) as full_copies
        on
            presences._system = full_copies._system
            and presences.last_seen_on < full_copies.batch_date

    group by presences._system {%- for column in key %}, presences.{{ column }}{% endfor %}
{%- endmacro %}
