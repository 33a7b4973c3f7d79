{#- What is left of each person's commission and base on a line has the sign of what was earned, or is 0. -#}
select
    order_line_id,
    user_id

from {{ ref('fct_commission_lines') }}

group by
    order_line_id,
    user_id

having
    count(*) = count(commission_amount)
    and (
        sum(commission_amount) * sum(case when commission_type = 'earned' then commission_amount else 0 end) < 0
        or abs(sum(commission_amount))
        > abs(sum(case when commission_type = 'earned' then commission_amount else 0 end))
    )
