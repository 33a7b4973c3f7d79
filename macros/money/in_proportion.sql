{#-
    amount * part / whole as money, rounded half-up once; amounts and quantities of up to 4 places
    and any sign. Null where the whole is not above 0, or so small that the result is no money.
-#}
{% macro in_proportion(amount, part, whole) -%}
    {%- set units = [] -%}
    {%- for value in [amount, part, whole] -%}
        {%- do units.append(whole_units('abs(' ~ value ~ ')')) -%}
    {%- endfor -%}
    case
        when
            {{ whole }} > 0
            and abs(cast({{ amount }} as double) * cast({{ part }} as double)) < cast({{ whole }} as double) * 1e12
            then cast(
                case when ({{ amount }} < 0) = ({{ part }} < 0) then 1 else -1 end
                * cast({{ rounded_share(units[0], units[1], units[2]) }} as decimal(18, 0)) * 0.0001
                as decimal(18, 4)
            )
    end
{%- endmacro %}
