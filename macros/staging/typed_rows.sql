{#-
    Every landed row known on the as-of date, typed by the contract. `problem` is null for a
    good row, else 'reason:column' of the first promise it breaks. The landed text of column
    `x` stays beside it as `x__text`. Rows that are `kept` in a staging model are left out before
    they are typed: typing is what takes the time.
-#}
{% macro typed_rows(source_name, table_name, kept=none) -%}
    {%- set landed = source(source_name, table_name) -%}
    {%- set contract = contract_table(source_name, table_name) -%}

    select
        *,
        {{ row_problem(contract) }} as problem

    from (
        select
            {%- for column in contract.columns %}
            {{ typed_value(column, 'landed.' ~ column.name) }} as {{ column.name }},
            {%- if can_be_unreadable(column) %}
            landed.{{ column.name }} as {{ column.name }}__text,
            {%- endif %}
            {%- endfor %}
            landed._system,
            landed._file,
            landed._row,
            landed._batch_id,
            landed._loaded_at,
            landed._is_full,
            landed._extra,
            landed.batch_date

        from {{ landed }} as landed

        where
            landed.batch_date <= {{ as_of_date() }}
            {%- if kept %}
            and not exists (
                select 1
                from {{ kept }} as kept
                where
                    kept.batch_id = landed._batch_id
                    and kept.source_row = landed._row
            )
            {%- endif %}
    ) as typed
{%- endmacro %}


{#- 'reason:column' of the first promise of the contract that a typed row breaks, else null. -#}
{% macro row_problem(contract) -%}
    case
        when _extra like '{"_unreadable":%' then 'unreadable_row:'
        {%- for column in contract.columns if can_be_unreadable(column) %}
        when {{ column.name }}__text is not null and {{ column.name }} is null
            then '{{ unreadable_reason(column) }}:{{ column.name }}'
        {%- endfor %}
        {%- for column in contract.columns if column.meta.get('required') %}
        when {{ column.name }} is null then 'missing_value:{{ column.name }}'
        {%- endfor %}
        {%- for column in contract.columns %}
        {%- if 'minimum' in column.meta %}
        when {{ column.name }} < {{ column.meta.minimum }} then 'out_of_range:{{ column.name }}'
        {%- endif %}
        {%- if 'maximum' in column.meta %}
        when {{ column.name }} > {{ column.meta.maximum }} then 'out_of_range:{{ column.name }}'
        {%- endif %}
        {%- if 'above' in column.meta %}
        when {{ column.name }} <= {{ column.meta.above }} then 'out_of_range:{{ column.name }}'
        {%- endif %}
        {%- if column.meta.get('happened') %}
        when {{ days_after(column.name, as_of_date()) }} > 1 then 'ahead_of_as_of:{{ column.name }}'
        {%- endif %}
        {%- endfor %}
        {%- for check in contract.checks %}
        when not ({{ check.expression }}) then 'breaks_check:{{ check.name }}'
        {%- endfor %}
    end
{%- endmacro %}
