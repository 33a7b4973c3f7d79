{#-
    Exact arithmetic. A product of decimals keeps every digit until it is rounded half-up, once,
    to money; a quotient is taken in whole numbers, because `/` leaves the decimals.
-#}

{#-
    The product of two or three decimals of up to 4, 6 and 10 places, as money. DuckDB divides
    128-bit numbers so slowly that rounding such a product takes 30 times as long as the rest of
    the line, so ordinary factors (none negative, a value below ten million, a rate below ten
    thousand) take an exact path in 64 bits and only the others the wide one.
-#}
{% macro multiply(quantity, price, rate='1') -%}
    {{ return(adapter.dispatch('multiply')(quantity, price, rate)) }}
{%- endmacro %}

{% macro duckdb__multiply(quantity, price, rate) -%}
    {%- set value = '(' ~ units(quantity, 4) ~ ' * ' ~ units(price, 6) ~ ')' -%}
    case
        when
            {{ quantity }} between 0 and 99999999
            and {{ price }} between 0 and 99999999
            and cast({{ quantity }} as double) * cast({{ price }} as double) < 1e7
            {%- if rate != '1' %}
            and {{ rate }} between 0 and 9999
            {%- endif %}
            then cast(
                cast(
                {%- if rate == '1' %} ({{ value }} + 500000) // 1000000
                {%- else %} {{ scaled_down(value, units(rate, 10)) }}
                {%- endif %} as decimal(18, 0)) * 0.0001 as decimal(18, 4)
            )
        else cast(
            cast({{ quantity }} as decimal(38, 4)) * cast({{ price }} as decimal(38, 6))
            {%- if rate != '1' %} * cast({{ rate }} as decimal(38, 10)){% endif %}
            as decimal(18, 4)
        )
    end
{%- endmacro %}


{#-
    An amount of up to 4 places times a rate of up to 6, as money in whole cents, rounded half-up
    once: rounded to 4 places first, half a cent could become a whole one twice.
-#}
{% macro multiply_to_cents(amount, rate) -%}
    {{ return(adapter.dispatch('multiply_to_cents')(amount, rate)) }}
{%- endmacro %}

{% macro duckdb__multiply_to_cents(amount, rate) -%}
    case
        when abs({{ amount }}) < 9000000 and {{ rate }} between 0 and 1
            then {{ from_cents(
                'case when ' ~ amount ~ ' < 0 then -1 else 1 end * (('
                ~ units('abs(' ~ amount ~ ')', 4) ~ ' * ' ~ units(rate, 6) ~ ' + 50000000) // 100000000)'
            ) }}
        else cast(round(
            cast({{ amount }} as decimal(38, 4)) * cast({{ rate }} as decimal(38, 6)), 2
        ) as decimal(18, 4))
    end
{%- endmacro %}


{#-
    A non-negative decimal as a whole number of its smallest units, in 64 bits. By way of a
    double, which is off by less than a fiftieth of a unit as long as there are under 10^14.
-#}
{% macro units(value, places) -%}
    cast(round(cast({{ value }} as double) * 1e{{ places }}) as bigint)
{%- endmacro %}


{#-
    value * rate / 10^16, rounded half-up, for a value below 10^17 and a rate below 10^14, in 64
    bits: both are split at 10^8, and the mixed terms are divided in two steps, which is exact
    because a floor of a floor is the floor.
-#}
{% macro scaled_down(value, rate) -%}
    {%- set split = '100000000' -%}
    ({{ value }} // {{ split }}) * ({{ rate }} // {{ split }})
    + (
        ({{ value }} // {{ split }}) * ({{ rate }} % {{ split }})
        + ({{ value }} % {{ split }}) * ({{ rate }} // {{ split }})
        + (({{ value }} % {{ split }}) * ({{ rate }} % {{ split }}) + 5000000000000000) // {{ split }}
    ) // {{ split }}
{%- endmacro %}


{#- Money moved from one currency to another by their two rates, rounded half-up once. -#}
{% macro convert(amount, from_rate, to_rate) -%}
    {%- set divisor = wide_integer('cast(' ~ to_rate ~ ' as decimal(38, 10)) * 10000000000') -%}
    cast(cast({{ integer_quotient(
        wide_integer('cast(' ~ amount ~ ' as decimal(38, 4)) * 10000')
        ~ ' * ' ~ wide_integer('cast(' ~ from_rate ~ ' as decimal(38, 10)) * 10000000000')
        ~ ' * 2 + ' ~ divisor,
        divisor ~ ' * 2'
    ) }} as decimal(18, 0)) * 0.0001 as decimal(18, 4))
{%- endmacro %}


{#-
    numerator / denominator of two amounts or counts of up to 4 places, rounded half-up to 6.
    Null where the denominator is 0, or so small beside the numerator that no rate can hold it.
-#}
{% macro ratio(numerator, denominator) -%}
    {%- set part = wide_integer('abs(cast(' ~ numerator ~ ' as decimal(38, 4))) * 10000') -%}
    {%- set whole = wide_integer('abs(cast(' ~ denominator ~ ' as decimal(38, 4))) * 10000') -%}
    case
        when abs({{ numerator }}) < cast(abs({{ denominator }}) as decimal(38, 4)) * 100000000000
            then cast(
                case when ({{ numerator }} < 0) = ({{ denominator }} < 0) then 1 else -1 end * cast({{ integer_quotient(
                    part ~ ' * 2000000 + ' ~ whole, whole ~ ' * 2'
                ) }} as decimal(18, 0)) * 0.000001 as decimal(18, 6)
            )
    end
{%- endmacro %}


{#- One over a rate, rounded half-up to 10 places; null for a rate so small that it is no quote. -#}
{% macro inverse(rate) -%}
    {%- set divisor = wide_integer('cast(' ~ rate ~ ' as decimal(38, 10)) * 10000000000') -%}
    case
        when {{ rate }} > 0.0000001
            then cast(cast({{ integer_quotient(
                wide_integer('200000000000000000000') ~ ' + ' ~ divisor, divisor ~ ' * 2'
            ) }} as decimal(18, 0)) * 0.0000000001 as decimal(18, 10))
    end
{%- endmacro %}
