{#-
    Incremental facts replace whole months, never single rows. A month is replaced when the sum
    of its rows' fingerprints differs from what is stored, whatever the reason: a late row, a
    correction, a deletion, a new cost or rate, another as-of date. So an increment cannot
    differ from a full refresh.
-#}

{#- A number that changes when any of the columns changes. Null has a fingerprint of its own. -#}
{% macro fingerprint(columns) -%}
    {{ return(adapter.dispatch('fingerprint')(columns)) }}
{%- endmacro %}

{% macro duckdb__fingerprint(columns) -%}
    hash({{ columns | join(', ') }})
{%- endmacro %}


{#- Months of `relation` whose rows differ from those stored in the model itself. -#}
{% macro changed_months(relation, month, columns) -%}
    select coalesce(fresh.{{ month }}, stored.{{ month }}) as {{ month }}

    from (
        select
            {{ month }},
            sum({{ fingerprint(columns) }}) as fingerprint
        from {{ relation }}
        group by {{ month }}
    ) as fresh

    full outer join (
        select
            {{ month }},
            sum({{ fingerprint(columns) }}) as fingerprint
        from {{ this }}
        group by {{ month }}
    ) as stored
        on fresh.{{ month }} = stored.{{ month }}

    where fresh.fingerprint is distinct from stored.fingerprint
{%- endmacro %}


{#- Months that are stored but no longer made: nothing replaces them, so they are taken out. -#}
{% macro drop_vanished_months(model_name, month) -%}
    delete from {{ this }}
    where {{ month }} not in (select {{ month }} from {{ ref(model_name) }})
{%- endmacro %}
