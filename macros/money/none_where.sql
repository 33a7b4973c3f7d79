{#-
    None (0) where `condition` says that there is nothing to convert or to count, which is known
    whatever the rate; else the amount, unknown (null) where a rate is.
-#}
{% macro none_where(condition, amount) -%}
    case
        when {{ condition }} then cast(0 as decimal(18, 4))
        else cast({{ amount }} as decimal(18, 4))
    end
{%- endmacro %}
