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
    posted.source_id,
    posted.commission_rate

from {{ ref('fct_commission_lines') }} as posted

inner join lines_of_one_rate
    on posted.order_line_id = lines_of_one_rate.order_line_id

left join reversed_lines
    on posted.order_line_id = reversed_lines.order_line_id

where
    posted.commission_type = 'earned'
    and reversed_lines.order_line_id is null

group by
    posted.source_id,
    posted.commission_rate

having
    sum(posted.split_rate) <> 1
    or sum(posted.basic_amount) <> {{ multiply('sum(posted.base_amount)', 'posted.commission_rate') }}
