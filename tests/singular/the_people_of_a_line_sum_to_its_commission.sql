{#- Where all holders of a line have one rate, their parts sum to base times rate, to the last digit. -#}
with

lines_of_one_rate as (

    select order_line_id
    from {{ ref('int_commission_claims_rated') }}
    group by order_line_id
    having count(distinct base_type || cast(commission_rate as varchar)) = 1

),

reversed_lines as (

    select distinct order_line_id
    from {{ ref('fct_commission_lines') }}
    where is_reversal

)

select
    lines.source_id,
    lines.commission_rate

from {{ ref('fct_commission_lines') }} as lines

inner join lines_of_one_rate
    on lines.order_line_id = lines_of_one_rate.order_line_id

left join reversed_lines
    on lines.order_line_id = reversed_lines.order_line_id

where
    lines.commission_type = 'earned'
    and reversed_lines.order_line_id is null

group by
    lines.source_id,
    lines.commission_rate

having
    sum(lines.split_rate) <> 1
    or sum(lines.basic_amount) <> {{ multiply('sum(lines.base_amount)', 'lines.commission_rate') }}
