{#- Where all holders of a line have one rate, their parts sum to base times rate, to the last digit. -#}
select
    source_id,
    earned_date,
    commission_rate

from {{ ref('fct_commission_lines') }}

where
    commission_type = 'earned'
    and not is_reversal
    and order_line_id not in (
        select order_line_id
        from {{ ref('int_commission_claims_rated') }}
        group by
            order_line_id,
            state_number
        having count(distinct base_type || cast(commission_rate as varchar)) > 1
    )
    and order_line_id not in (select order_line_id from {{ ref('fct_commission_lines') }} where is_reversal)

group by
    source_id,
    earned_date,
    commission_rate

having
    sum(split_rate) <> 1
    or sum(basic_amount) <> {{ multiply('sum(base_amount)', 'commission_rate') }}
