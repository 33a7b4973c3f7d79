{#-
    Predicate: `moment` falls in the half-open validity window of `relation`.

    Half-open ([valid_from, valid_to)) means consecutive versions can share a boundary and no
    moment ever matches two versions. A null bound is open-ended; it is filled in rather than
    tested with `or`, because a join with an `or` compares every row with every other.
-#}
{% macro effective_at(moment, relation) -%}
    {{ moment }} >= coalesce({{ relation }}.valid_from, date '0001-01-01')
    and {{ moment }} < coalesce({{ relation }}.valid_to, date '9999-12-31')
{%- endmacro %}
