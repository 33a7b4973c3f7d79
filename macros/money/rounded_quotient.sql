{#-
    One decimal over another that is not negative, both of up to 4 places, rounded half-up once
    to 4 places; null when the divisor is 0, or so small that the quotient is no rate but a slip.
    For rates that people read: `/` leaves the decimals.
-#}
{% macro rounded_quotient(dividend, divisor) -%}
    {%- set over = wide_integer('cast(' ~ divisor ~ ' as decimal(38, 4)) * 10000') -%}
    {%- set under = wide_integer('cast(abs(' ~ dividend ~ ') as decimal(38, 4)) * 10000') -%}
    case
        when {{ under }} < {{ over }} * {{ wide_integer('10000000000000') }}
            then cast(
                case when {{ dividend }} < 0 then -1 else 1 end
                * cast({{ integer_quotient(under ~ ' * 20000 + ' ~ over, over ~ ' * 2') }} as decimal(18, 0))
                * 0.0001 as decimal(18, 4)
            )
    end
{%- endmacro %}
