{#-
    What a customer may yet bring: the deals that are open with them. A deal of unknown worth is open,
    and its worth is not none: it is counted beside the money.
-#}
select
    customer_id,
    count(*) as open_deal_count,
    count(case when amount is null then opportunity_id end) as unpriced_deal_count,
    {{ sum_money('coalesce(amount, 0)') }} as open_deal_amount,
    {{ sum_money('coalesce(expected_margin_amount, 0)') }} as open_deal_margin_amount,
    min(case when expected_close_date >= {{ as_of_date() }} then expected_close_date end) as next_close_date

from {{ ref('int_opportunities_described') }}

where
    outcome = 'open'
    and {{ is_customer('customer_id') }}

group by customer_id
