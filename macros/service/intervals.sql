{#-
    Bounds of the 95 % interval of a share of `count` successes among `size`, by Wilson (1927), which
    stays inside 0 to 1 where the sample is small. `side` is '-' or '+'. Six decimals; null for 0.
-#}
{% macro wilson_bound(count, size, side) -%}
    {%- set n = 'cast(' ~ size ~ ' as double)' -%}
    {%- set p = '(cast(' ~ count ~ ' as double) / ' ~ n ~ ')' -%}
    {%- set z2 = '3.841458820694124' -%}
    case
        when {{ size }} > 0
            then cast(round((
                {{ p }} + {{ z2 }} / (2 * {{ n }})
                {{ side }} sqrt({{ z2 }} * ({{ p }} * (1 - {{ p }}) / {{ n }} + {{ z2 }} / (4 * {{ n }} * {{ n }})))
            ) / (1 + {{ z2 }} / {{ n }}), 6) as decimal(18, 6))
    end
{%- endmacro %}


{#-
    Bounds of the 95 % interval of a net promoter score, in points, from the variance of a
    multinomial share of promoters less detractors. Two decimals; null for no answers.
-#}
{% macro net_promoter_bound(promoters, detractors, size, side) -%}
    {%- set n = 'cast(' ~ size ~ ' as double)' -%}
    {%- set net = '((' ~ promoters ~ ' - ' ~ detractors ~ ') / ' ~ n ~ ')' -%}
    case
        when {{ size }} > 0
            then cast(round(100 * (
                {{ net }} {{ side }} 1.959963984540054 * sqrt(greatest(
                    (({{ promoters }} + {{ detractors }}) / {{ n }} - {{ net }} * {{ net }}) / {{ n }}, 0
                ))
            ), 2) as decimal(9, 2))
    end
{%- endmacro %}
