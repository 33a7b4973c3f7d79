{#- An amount where `condition` holds, none (0) where it does not, unknown (null) where the amount is. -#}
{% macro zero_unless(condition, amount) -%}
    case
        when {{ condition }} or {{ amount }} is null then cast({{ amount }} as decimal(18, 4))
        else cast(0 as decimal(18, 4))
    end
{%- endmacro %}
