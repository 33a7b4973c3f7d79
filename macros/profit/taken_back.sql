{#- The part of what was `earned` on a base that is no longer retained, to that many places; see int_commissions_clawed_back. -#}
{% macro taken_back(earned, places=2) -%}
    case
        when {{ earned }} = 0 then 0
        when retained_amount = 0 then {{ earned }}
        when retained_amount = earned_so_far then 0
        else {{ earned }} - {{ part_of(earned, 'retained_amount', 'earned_so_far', places) }}
    end
{%- endmacro %}
