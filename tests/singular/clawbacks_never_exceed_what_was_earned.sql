{#- What is left of each person's commission on a line lies between nothing and what was earned. -#}
with

totals as (

    select
        order_line_id,
        user_id,
        sum(commission_amount) as left_amount,
        sum(case when commission_type = 'earned' then commission_amount else 0 end) as earned_amount

    from {{ ref('fct_commission_lines') }}

    group by
        order_line_id,
        user_id

    having count(*) = count(commission_amount)

)

select * from totals
where
    left_amount < least(earned_amount, 0)
    or left_amount > greatest(earned_amount, 0)
