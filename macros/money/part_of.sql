{#-
    whole * part / total, rounded half-up once; any signs. Null when the total is 0. Taken in wide
    integers, because a quotient of decimals leaves the decimals. `places` is 2 or more: 2 for money
    that is paid out, in whole cents.
-#}
{% macro part_of(whole, part, total, places=4) -%}
    {%- set divisor = wide_integer('cast(abs(' ~ total ~ ') as decimal(38, 4)) * 10000') -%}
    {%- if places < 4 -%}
        {%- set divisor = divisor ~ ' * ' ~ 10 ** (4 - places) -%}
    {%- endif -%}
    cast(
        case when {{ whole }} < 0 then -1 else 1 end
        * case when {{ part }} < 0 then -1 else 1 end
        * case when {{ total }} < 0 then -1 else 1 end
        * cast({{ integer_quotient(
            wide_integer('cast(abs(' ~ whole ~ ') as decimal(38, 4)) * 10000')
            ~ ' * ' ~ wide_integer('cast(abs(' ~ part ~ ') as decimal(38, 4)) * 10000')
            ~ ' * ' ~ 2 * 10 ** ([places - 4, 0] | max) ~ ' + ' ~ divisor,
            divisor ~ ' * 2'
        ) }} as decimal(18, 0)) * 0.{{ '0' * (places - 1) }}1
        as decimal(18, {{ places }})
    )
{%- endmacro %}
