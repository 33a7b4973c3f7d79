{#-
    Whether the slices of a dimension are known by how deals ended: only a deal that led to an order
    has a product category, so that a share of the deals of a category is a share of those that were won.
-#}
{% macro is_told_by_outcome() -%}
    dimension = 'product_category'
{%- endmacro %}


{#- A rate over the deals of a slice; null where the slice itself is told by the outcome. -#}
{% macro rate_of_slice(rate) -%}
    case when not ({{ is_told_by_outcome() }}) then {{ rate }} end
{%- endmacro %}


{#- A rate of going on from a stage; a win goes no further. -#}
{% macro unless_won(rate) -%}
    case when not is_win then {{ rate }} end
{%- endmacro %}
