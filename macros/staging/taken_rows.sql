{#-
    Rows of `typed` that staging would take, with the day on which each is known: with its batch, but
    a row that speaks of the future waits for it, and one that names a parent waits until that is
    known. `parents` maps a column to the versions of what it names.
-#}
{% macro taken_rows(contract, parents) -%}
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
{%- endmacro %}
