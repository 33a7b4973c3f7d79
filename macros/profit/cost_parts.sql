{#-
    The material in the cost of `quantity` units, of a row that has the unit costs and their rate.
    All of the cost where the product has no other part, so that rounding leaves no crumb.
-#}
{% macro material_part(quantity, cost) -%}
    case
        when has_actual_cost then 0
        when labour_unit_cost = 0 and overhead_unit_cost = 0 then {{ cost }}
        else {{ multiply(quantity, 'material_unit_cost', 'cost_rate') }}
    end
{%- endmacro %}


{#- The labour in the cost of `quantity` units; what material leaves where nothing comes after it. -#}
{% macro labour_part(quantity, cost) -%}
    case
        when has_actual_cost then 0
        when overhead_unit_cost = 0 then {{ cost }} - ({{ material_part(quantity, cost) }})
        else {{ multiply(quantity, 'labour_unit_cost', 'cost_rate') }}
    end
{%- endmacro %}
