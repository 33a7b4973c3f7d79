{#-
    There is one worth of what is open: the deals of all customers in dim_customer_360, with those of
    nobody's, are the pipeline of the as-of date in number, money and margin.
-#}
with

pipeline as (

    select
        coalesce(sum(deal_count), 0) as deal_count,
        coalesce(sum(unvalued_count), 0) as unpriced_count,
        coalesce(sum(known_amount), 0) as deal_amount,
        coalesce(sum(known_expected_margin_amount), 0) as margin_amount
    from {{ ref('fct_pipeline_daily') }}
    where date_day = {{ as_of_date() }}

),

customers as (

    select
        coalesce(sum(open_deal_count), 0) as deal_count,
        coalesce(sum(unpriced_deal_count), 0) as unpriced_count,
        coalesce(sum(open_deal_amount), 0) as deal_amount,
        coalesce(sum(open_deal_margin_amount), 0) as margin_amount
    from {{ ref('dim_customer_360') }}

),

nobodys as (

    select
        count(*) as deal_count,
        count(case when deals.last_amount is null then deals.opportunity_id end) as unpriced_count,
        coalesce(sum(deals.last_amount), 0) as deal_amount,
        coalesce(sum(deals.last_expected_margin_amount), 0) as margin_amount

    from {{ ref('int_pipeline_deals_summed') }} as deals

    inner join {{ ref('int_opportunities_described') }} as described
        on deals.opportunity_id = described.opportunity_id

    where
        deals.pipeline_state = 'open'
        and not {{ is_customer('described.customer_id') }}

)

select
    pipeline.deal_count,
    pipeline.deal_amount,
    customers.deal_amount as customer_amount,
    nobodys.deal_amount as nobodys_amount

from pipeline

cross join customers

cross join nobodys

where
    pipeline.deal_count <> customers.deal_count + nobodys.deal_count
    or pipeline.unpriced_count <> customers.unpriced_count + nobodys.unpriced_count
    or pipeline.deal_amount <> customers.deal_amount + nobodys.deal_amount
    or pipeline.margin_amount <> customers.margin_amount + nobodys.margin_amount
