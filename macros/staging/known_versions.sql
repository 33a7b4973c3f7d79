{#-
    What was known of each key, and when: one row per key and version that staging would have kept
    on the day it landed, with the days [known_from, known_to) on which it was the newest. Rows that
    change none of `columns` are no version, so a nightly full copy adds nothing. A key that a full
    copy leaves out ends with a version that is deleted. Rows are ranked as in `staged_rows`.
-#}
{% macro known_versions(source_name, table_name, columns) -%}
    {%- set contract = contract_table(source_name, table_name) -%}
    {%- set key = (contract.key or ['_batch_id']) | join(', ') -%}
    {%- set in_turn = '(partition by ' ~ key ~ ' order by known_from)' -%}

    with

    typed as (

        {{ typed_rows(source_name, table_name) }}

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

        from typed

        where problem is null

    ),

    reached as (

        select
            *,
            min(version_rank) over (
                partition by {{ key }}
                order by batch_date
                range between unbounded preceding and current row
            ) as newest_rank_by_then

        from ranked

    ),

    absences as (

        {{ absences_from_full_copies(contract) }}

    ),

    told as (

        select
            {{ key }},
            {{ columns | join(', ') }},
            coalesce(is_deleted, false) as is_deleted,
            batch_date as known_from

        from reached

        where version_rank = newest_rank_by_then

        union all

        select
            {%- for column in contract.key + columns %}
            reached.{{ column }},
            {%- endfor %}
            true as is_deleted,
            absences.deleted_on as known_from

        from reached

        inner join absences
            on
                reached._system = absences._system
                {%- for column in contract.key %}
                and reached.{{ column }} is not distinct from absences.{{ column }}
                {%- endfor %}

        where reached.version_rank = 1

    ),

    compared as (

        select
            *,
            row_number() over {{ in_turn }} as version_number
            {%- for column in columns + ['is_deleted'] %},
            lag({{ column }}) over {{ in_turn }} as previous_{{ column }}
            {%- endfor %}

        from told

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
