{#-
    The rows of one contract table that staging keeps: typed, the newest version of each key,
    and pointing to parents that are staged themselves. Deleted rows stay, with `is_deleted`
    and the day they were `deleted_on`.

    Newest is by `source_updated_at`, then batch date, so that the order in which batches
    arrive changes nothing; then by load, batch and row. A key belongs to the first system (by
    name) that delivers it; the same key from another system is not a version of it. A key
    that a later full copy of its system leaves out counts as deleted on that copy's date. A row
    that is broken or points to nothing is no version: the last good one stays.

    `parents` maps a column to the staging model that must know its value.
-#}
{% macro staged_rows(source_name, table_name, parents={}) -%}
    {%- set contract = contract_table(source_name, table_name) -%}
    {%- set key = contract.key -%}

    with

    typed as (

        {{ typed_rows(source_name, table_name) }}

    ),

    ranked as (

        select
            *,
            row_number() over (
                partition by {{ key | join(', ') }}
                order by
                    _system,
                    source_updated_at desc nulls last,
                    batch_date desc,
                    _loaded_at desc,
                    _batch_id desc,
                    _row desc
            ) as version_rank

        from typed

        where
            problem is null
            {%- for column, parent in parents.items() %}
            and (
                {{ column }} is null
                or exists (
                    select 1
                    from {{ parent }} as parent
                    where parent.{{ parent_of(contract, column).column }} = typed.{{ column }}
                )
            )
            {%- endfor %}

    ),

    absences as (

        {{ absences_from_full_copies(contract) }}

    )

    select
        {%- for column in contract.columns if column.name != 'is_deleted' %}
        ranked.{{ column.name }},
        {%- endfor %}
        ranked._system,
        ranked._file,
        ranked._row,
        ranked._batch_id,
        ranked.batch_date,
        coalesce(ranked.is_deleted, false) or absences.deleted_on is not null as is_deleted,
        case
            when ranked.is_deleted
                then coalesce({{ business_date('ranked.source_updated_at') }}, ranked.batch_date)
            else absences.deleted_on
        end as deleted_on

    from ranked

    left join absences
        on
            ranked._system = absences._system
            {%- for column in key %}
            and ranked.{{ column }} is not distinct from absences.{{ column }}
            {%- endfor %}

    where ranked.version_rank = 1
{%- endmacro %}


{#- The contract's `parent` entry of a column: {table, column}. -#}
{% macro parent_of(contract, column_name) -%}
    {%- for column in contract.columns if column.name == column_name -%}
        {{ return(column.meta.parent) }}
    {%- endfor -%}
    {{ return({}) }}
{%- endmacro %}
