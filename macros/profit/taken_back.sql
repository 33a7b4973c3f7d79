{#- The part of what was `earned` on a base that is no longer retained; see int_commissions_clawed_back. -#}
{% macro taken_back(earned) -%}
    case
        when {{ earned }} = 0 then 0
        when retained_amount = 0 then {{ earned }}
        when retained_amount = earned_so_far then 0
        else {{ earned }} - {{ part_of(earned, 'retained_amount', 'earned_so_far') }}
    end
{%- endmacro %}
