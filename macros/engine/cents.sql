{#-
    Money as whole numbers of its smallest unit, and sums of it. DuckDB counts in 128 bits; an engine
    without such integers dispatches to what it has.
-#}

{#- An integer wide enough for cents times weights (38 digits). -#}
{% macro wide_integer(value) -%}
    {{ return(adapter.dispatch('wide_integer')(value)) }}
{%- endmacro %}

{% macro duckdb__wide_integer(value) -%}
    cast({{ value }} as hugeint)
{%- endmacro %}


{#- Whole quotient of two non-negative wide integers, rounded down; null when the divisor is 0. -#}
{% macro integer_quotient(dividend, divisor) -%}
    {{ return(adapter.dispatch('integer_quotient')(dividend, divisor)) }}
{%- endmacro %}

{% macro duckdb__integer_quotient(dividend, divisor) -%}
    ({{ dividend }}) // nullif({{ divisor }}, 0)
{%- endmacro %}


{#-
    A non-negative decimal of up to 4 places as a wide integer of ten-thousandths. DuckDB divides
    128-bit numbers slowly, and casting a wide decimal divides; so ordinary values go by way of 64.
-#}
{% macro whole_units(value) -%}
    {{ return(adapter.dispatch('whole_units')(value)) }}
{%- endmacro %}

{% macro duckdb__whole_units(value) -%}
    case
        when {{ value }} < 10000000000 then {{ wide_integer(units(value, 4)) }}
        else {{ wide_integer('cast(' ~ value ~ ' as decimal(38, 4)) * 10000') }}
    end
{%- endmacro %}


{#- Whole cents of a non-negative amount, digits below the cent cut off. -#}
{% macro whole_cents(amount) -%}
    {{ return(adapter.dispatch('whole_cents')(amount)) }}
{%- endmacro %}

{% macro duckdb__whole_cents(amount) -%}
    case
        when {{ amount }} < 10000000000 then {{ wide_integer(units(amount, 4) ~ ' // 100') }}
        else cast(cast({{ amount }} as decimal(38, 4)) * 10000 as hugeint) // 100
    end
{%- endmacro %}


{#- The whole part of whole * part / total, all three non-negative wide integers. -#}
{% macro whole_share(whole, part, total) -%}
    {{ return(adapter.dispatch('whole_share')(whole, part, total)) }}
{%- endmacro %}

{% macro duckdb__whole_share(whole, part, total) -%}
    case
        when cast({{ whole }} as double) * cast({{ part }} as double) < 9e18 and {{ total }} < 9e18
            then {{ wide_integer(
                'cast(' ~ whole ~ ' as bigint) * cast(' ~ part ~ ' as bigint)'
                ~ ' // nullif(cast(' ~ total ~ ' as bigint), 0)'
            ) }}
        else {{ integer_quotient(whole ~ ' * ' ~ part, total) }}
    end
{%- endmacro %}


{#- whole * part / total, rounded half-up, all three non-negative wide integers; null when total is 0. -#}
{% macro rounded_share(whole, part, total) -%}
    {{ return(adapter.dispatch('rounded_share')(whole, part, total)) }}
{%- endmacro %}

{% macro duckdb__rounded_share(whole, part, total) -%}
    case
        when cast({{ whole }} as double) * cast({{ part }} as double) < 4e18 and {{ total }} < 1e18
            then {{ wide_integer(
                '(cast(' ~ whole ~ ' as bigint) * cast(' ~ part ~ ' as bigint) * 2'
                ~ ' + cast(' ~ total ~ ' as bigint)) // nullif(cast(' ~ total ~ ' as bigint) * 2, 0)'
            ) }}
        else {{ integer_quotient(whole ~ ' * ' ~ part ~ ' * 2 + ' ~ total, total ~ ' * 2') }}
    end
{%- endmacro %}


{#- Money from whole cents. -#}
{% macro from_cents(cents) -%}
    cast(cast({{ cents }} as decimal(18, 0)) * 0.01 as decimal(18, 4))
{%- endmacro %}


{#- Sum of money, as money. -#}
{% macro sum_money(amount) -%}
    cast(sum({{ amount }}) as decimal(18, 4))
{%- endmacro %}


{#- Sum of money that is null as soon as one part is unknown: an unknown part is not zero. -#}
{% macro sum_or_unknown(amount) -%}
    case when count(*) = count({{ amount }}) then {{ sum_money(amount) }} end
{%- endmacro %}
