{#-
    Landed rows of one contract table that staging did not keep, each with its reason: a broken
    promise, a parent that is not staged, a key that another system delivers, or `superseded`
    by a newer version. `unexplained` would be a hole in the accounting; a test expects none.
-#}
{% macro unstaged_rows(source_name, table_name) -%}
    {%- set contract = contract_table(source_name, table_name) -%}
    {%- set key = contract.key or ['_batch_id'] -%}
    {%- set staged = ref('stg_' ~ source_name ~ '__' ~ table_name) -%}

    select
        '{{ source_name }}' as source_name,
        '{{ table_name }}' as source_table,
        _system as source_system,
        _file as source_file,
        _row as source_row,
        _batch_id as batch_id,
        batch_date,
        {{ before_colon('verdict') }} as reason,
        nullif({{ after_colon('verdict') }}, '') as column_name,
        case {{ after_colon('verdict') }}
            {%- for column in contract.columns %}
            when '{{ column.name }}' then {{ landed_text(column) }}
            {%- endfor %}
        end as offending_value,
        case
            when verdict = 'superseded:' then null
            when verdict = 'unreadable_row:' then _extra
            else {{ as_json(landed_texts(contract)) }}
        end as raw_row

    from (
        select
            typed.*,
            case
                when typed.problem is not null then typed.problem
                {%- for column in contract.columns if 'parent' in column.meta %}
                when {{ is_orphan('typed.' ~ column.name, column.meta.parent) }}
                    then 'points_to_nothing:{{ column.name }}'
                {%- endfor %}
                when staged.source_system = typed._system then 'superseded:'
                when staged.source_system <> typed._system then 'key_of_two_systems:{{ key[0] }}'
                else 'unexplained:'
            end as verdict

        from ({{ typed_rows(source_name, table_name, kept=staged) }}) as typed

        left join {{ staged }} as staged
            on typed.problem is null
            {%- for column in key %}
            and typed.{{ column }} is not distinct from staged.{{ column }}
            {%- endfor %}
    ) as judged
{%- endmacro %}


{#- Landed text of a contract column inside typed rows. -#}
{% macro landed_text(column) -%}
    {{ return(column.name ~ '__text' if can_be_unreadable(column) else column.name) }}
{%- endmacro %}


{#- Mapping of contract column to its landed text inside typed rows, with what nobody mapped. -#}
{% macro landed_texts(contract) -%}
    {%- set texts = {} -%}
    {%- for column in contract.columns -%}
        {%- do texts.update({column.name: landed_text(column)}) -%}
    {%- endfor -%}
    {%- do texts.update({'_extra': '_extra'}) -%}
    {{ return(texts) }}
{%- endmacro %}


{#- Predicate: `value` names a parent that staging does not know. -#}
{% macro is_orphan(value, parent) -%}
    {%- for node in graph.sources.values() if node.name == parent.table -%}
    {{ value }} is not null
    and not exists (
        select 1
        from {{ ref('stg_' ~ node.source_name ~ '__' ~ node.name) }} as parent
        where parent.{{ parent.column }} = {{ value }}
    )
    {%- endfor -%}
{%- endmacro %}
