{#-
    An amount from the optional side of an outer join of customer periods: none (0) where
    `relation` has no row, unknown (null) where it has one whose amount is unknown.
-#}
{% macro none_if_absent(amount, relation) -%}
    case when {{ relation }}.customer_id is null then 0 else {{ relation }}.{{ amount }} end
{%- endmacro %}


{#- What an amount rose by; negative when it fell, null where either is unknown. -#}
{% macro change(amount, earlier) -%}
    cast({{ amount }} - {{ earlier }} as decimal(18, 4))
{%- endmacro %}


{#- The change over the size of what it changed from, so that a loss that shrinks counts as growth. -#}
{% macro growth(amount, earlier) -%}
    {{ ratio('(' ~ amount ~ ' - ' ~ earlier ~ ')', 'abs(' ~ earlier ~ ')') }}
{%- endmacro %}


{#- A part of a gain; null where there is none, because a share of nothing or of a loss says nothing. -#}
{% macro share_of_gain(part, whole) -%}
    case when {{ whole }} > 0 then {{ ratio(part, whole) }} end
{%- endmacro %}
