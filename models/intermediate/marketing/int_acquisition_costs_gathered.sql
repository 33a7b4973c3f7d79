{{ config(materialized='table') }}

{#-
    Everything that is spent on winning customers, each amount once: campaigns by their channel, the
    pools of sales and of marketing, and commissions on first orders, given-back ones with what was
    taken back. What no campaign caused, no channel pays.
-#}
with

campaigns as (

    select * from {{ ref('int_campaigns_described') }}

),

first_orders as (

    select distinct order_id from {{ ref('int_acquisitions_stated') }}

),

gathered as (

    select
        spend.month_start,
        spend.cost_kind,
        spend.campaign_id as source_id,
        campaigns.channel,
        campaigns.channel_group,
        coalesce(campaigns.is_paid, false) as is_paid,
        spend.amount

    from {{ ref('int_campaign_spend_split') }} as spend

    inner join campaigns
        on spend.campaign_id = campaigns.campaign_id

    union all

    select
        month as month_start,
        waterfall_step || '_team' as cost_kind,
        pool_id as source_id,
        'unattributed' as channel,
        'unattributed' as channel_group,
        false as is_paid,
        amount

    from {{ ref('int_cost_pools_priced') }}

    where
        not is_campaign
        and waterfall_step in ('sales', 'marketing')

    union all

    select
        {{ month_start('commissions.earned_date') }} as month_start,
        'commission' as cost_kind,
        commissions.order_id as source_id,
        'unattributed' as channel,
        'unattributed' as channel_group,
        false as is_paid,
        {{ sum_or_unknown('commissions.commission_amount') }} as amount

    from {{ ref('int_commissions_settled') }} as commissions

    inner join first_orders
        on commissions.order_id = first_orders.order_id

    group by
        {{ month_start('commissions.earned_date') }},
        commissions.order_id

)

select * from gathered
