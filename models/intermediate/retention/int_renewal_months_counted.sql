{#-
    When renewals begin: of the terms whose end is told, how many had not been renewed so many
    months past their end (negative: before it), and how many of these were renewed later. Whole
    months of the window in which a renewal can begin, from its opening on.
-#}
{%- set lead_months = var('contract_renewal_lead_months') | int -%}
{%- set grace_months = var('contract_grace_months') | int -%}
with

months as (

    {%- for months_past_end in range(-lead_months, grace_months + 1) %}
    select {{ months_past_end }} as months_past_end
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select
    months.months_past_end,
    count(case when terms.is_renewed then 1 end) as renewed,
    count(
        case when terms.is_renewed and terms.renewed_months_past_end >= months.months_past_end then 1 end
    ) as renewed_later,
    count(
        case
            when not terms.is_renewed or terms.renewed_months_past_end >= months.months_past_end
                then terms.customer_id
        end
    ) as not_renewed_before

from months

left join {{ ref('int_contract_terms_followed') }} as terms
    on terms.is_decided

group by months.months_past_end
