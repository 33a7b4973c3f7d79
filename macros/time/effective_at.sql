{#-
    Predicate: `moment` falls in the half-open validity window of `relation`.

    Half-open ([valid_from, valid_to)) means consecutive versions can share a boundary and no
    moment ever matches two versions. A null bound is open-ended.
-#}
{% macro effective_at(moment, relation) -%}
    (
        ({{ moment }} >= {{ relation }}.valid_from or {{ relation }}.valid_from is null)
        and ({{ moment }} < {{ relation }}.valid_to or {{ relation }}.valid_to is null)
    )
{%- endmacro %}
