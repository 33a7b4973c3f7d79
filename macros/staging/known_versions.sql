{#-
    What was known of each key, and when: one row per key and version that said something new, with
    the days [known_from, known_to) on which a build as of that day would have staged it. Rows that
    change none of `columns` are no version, so a nightly full copy adds nothing. A key that a full
    copy leaves out is deleted until it is delivered again. Rows are ranked as in `staged_rows`.
    `parents` maps a column to the versions of what it names.
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

        {{ taken_rows(contract, parents) }}

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

    recalled as (

        {{ versions_at_absences(keys) }}

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
