{#-
    What a customer may yet bring: the deals that are open with them, worth what the pipeline of today
    shows for them. A deal of unknown worth is open, and its worth is not none: it is counted beside
    the money.
-#}
select
    described.customer_id,
    count(*) as open_deal_count,
    count(case when deals.last_amount is null then deals.opportunity_id end) as unpriced_deal_count,
    {{ sum_money('coalesce(deals.last_amount, 0)') }} as open_deal_amount,
    {{ sum_money('coalesce(deals.last_expected_margin_amount, 0)') }} as open_deal_margin_amount,
    min(
        case
            when deals.last_expected_close_date >= {{ as_of_date() }} then deals.last_expected_close_date
        end
    ) as next_close_date

from {{ ref('int_pipeline_deals_summed') }} as deals

inner join {{ ref('int_opportunities_described') }} as described
    on deals.opportunity_id = described.opportunity_id

where
    deals.pipeline_state = 'open'
    and {{ is_customer('described.customer_id') }}

group by described.customer_id
