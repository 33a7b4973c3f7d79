{#-
    Whether an amount reaches the bound of a tier, by the method of the rule. Only positive
    amounts reach anything, and equal amounts reach the same.
-#}
{% macro reaches(bound) -%}
    case
        when rules.bound is null then true
        when placed.basis_amount <= 0 then false
        when rules.method = 'threshold'
            then placed.basis_amount >= {{ bound }}
        when rules.method = 'cumulative_share'
            then placed.amount_so_far - placed.equal_amount < {{ bound }} * cast(placed.total_amount as decimal(20, 4))
        else placed.count_ahead < {{ bound }} * cast(placed.positive_count as decimal(18, 0))
    end
{%- endmacro %}
