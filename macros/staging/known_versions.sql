{#-
    What was known of each key, and when: one row per key and version that said something new, with
    the days [known_from, known_to) on which a build as of that day would have staged it. Rows that
    change none of `columns` are no version, so a nightly full copy adds nothing. A key that a full
    copy leaves out is deleted until it is delivered again. Rows are ranked as in `staged_rows`.

    A row is known with its batch, but not before staging would take it: a row that speaks of the
    future waits for it, and one that names a parent waits until that is known. `parents` maps a
    column to the versions of what it names.
-#}
{% macro known_versions(source_name, table_name, columns, parents={}) -%}
    {%- set contract = contract_table(source_name, table_name) -%}
    {%- set keys = contract.key or ['_batch_id'] -%}
    {%- set key = keys | join(', ') -%}
    {%- set in_turn = '(partition by ' ~ key ~ ' order by known_from)' -%}

    with

    typed as (

        {{ typed_rows(source_name, table_name) }}

    ),

    taken as (

        select
            typed.*,
            greatest(
                typed.batch_date
                {%- for column in contract.columns if column.meta.get('happened') %},
                {{ days_later('typed.' ~ column.name, -1) }}
                {%- endfor %}
                {%- for column in parents %},
                coalesce(known_{{ column }}.first_known_on, typed.batch_date)
                {%- endfor %}
            ) as known_on

        from typed

        {%- for column, parent in parents.items() %}

        left join (
            select
                {{ parent_of(contract, column).column or '_batch_id' }} as parent_id,
                min(known_from) as first_known_on
            from {{ parent }}
            group by {{ parent_of(contract, column).column or '_batch_id' }}
        ) as known_{{ column }}
            on typed.{{ column }} = known_{{ column }}.parent_id
        {%- endfor %}

        where
            typed.problem is null
            {%- for column in parents %}
            and (typed.{{ column }} is null or known_{{ column }}.parent_id is not null)
            {%- endfor %}

    ),

    ranked as (

        select
            *,
            row_number() over (
                partition by {{ key }}
                order by
                    _system,
                    source_updated_at desc nulls last,
                    batch_date desc,
                    _loaded_at desc,
                    _batch_id desc,
                    _row desc
            ) as version_rank

        from taken

    ),

    reached as (

        select
            *,
            min(version_rank) over (
                partition by {{ key }}
                order by known_on
                range between unbounded preceding and current row
            ) as newest_rank_by_then

        from ranked

    ),

    absences as (

        {{ absences_between_copies(contract) }}

    ),

    -- the newest version by the day on which a copy left its key out, or had it again
    recalled as (

        select
            ranked.*,
            edges.known_from,
            row_number() over (
                partition by {% for column in keys %}ranked.{{ column }}, {% endfor %}edges.known_from
                order by ranked.version_rank
            ) as rank_by_then

        from ranked

        inner join (
            select {{ key }}, deleted_on as known_from
            from absences
            union
            select {{ key }}, seen_again_on as known_from
            from absences
        ) as edges
            on
                ranked.known_on <= edges.known_from
                {%- for column in keys %}
                and ranked.{{ column }} is not distinct from edges.{{ column }}
                {%- endfor %}

    ),

    told as (

        select
            _system,
            {{ key }},
            {{ columns | join(', ') }},
            is_deleted,
            known_on as known_from

        from reached

        where version_rank = newest_rank_by_then

        union

        select
            _system,
            {{ key }},
            {{ columns | join(', ') }},
            is_deleted,
            known_from

        from recalled

        where rank_by_then = 1

    ),

    stood as (

        select
            {%- for column in keys + columns + ['known_from'] %}
            told.{{ column }},
            {%- endfor %}
            coalesce(told.is_deleted, false) or absences.deleted_on is not null as is_deleted

        from told

        left join absences
            on
                told._system = absences._system
                {%- for column in keys %}
                and told.{{ column }} is not distinct from absences.{{ column }}
                {%- endfor %}
                and told.known_from >= absences.deleted_on
                and told.known_from < coalesce(absences.seen_again_on, date '9999-12-31')

    ),

    compared as (

        select
            *,
            row_number() over {{ in_turn }} as version_number
            {%- for column in columns + ['is_deleted'] %},
            lag({{ column }}) over {{ in_turn }} as previous_{{ column }}
            {%- endfor %}

        from stood

    )

    select
        {{ key }},
        {{ columns | join(', ') }},
        is_deleted,
        known_from,
        lead(known_from) over {{ in_turn }} as known_to

    from compared

    where
        version_number = 1
        {%- for column in columns + ['is_deleted'] %}
        or {{ column }} is distinct from previous_{{ column }}
        {%- endfor %}
{%- endmacro %}
