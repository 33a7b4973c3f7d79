{#-
    Where all holders of a line have one rate, what its sale and payments earn sums to base times
    rate, rounded to the cent once for the whole line.
-#}
with

lines_of_one_rate as (

    select order_line_id
    from {{ ref('fct_commission_lines') }}
    where
        is_standing
        and commission_type = 'earned'
    group by order_line_id
    having count(distinct base_type || cast(commission_rate as varchar)) = 1

)

select
    earned.order_line_id,
    earned.commission_rate

from {{ ref('fct_commission_lines') }} as earned

inner join lines_of_one_rate
    on earned.order_line_id = lines_of_one_rate.order_line_id

where
    earned.is_standing
    and earned.commission_type = 'earned'

group by
    earned.order_line_id,
    earned.commission_rate

having
    mod(sum(earned.split_rate), 1) <> 0
    or sum(earned.basic_amount) <> {{ multiply_to_cents('sum(earned.base_amount)', 'earned.commission_rate') }}
