{{ config(materialized='table') }}

{#-
    What each campaign cost and set going, whoever is credited with what came of it. A campaign that
    nobody touched and nobody paid for is here too; what was touched without a campaign has a row.
-#}
with

campaigns as (

    select
        campaign_id,
        budget_amount
    from {{ ref('int_campaigns_described') }}

    union all

    select
        member as campaign_id,
        cast(0 as decimal(18, 4)) as budget_amount
    from (
        select 'no_campaign' as member

        union all

        select 'unattributed' as member
    ) as members

),

spend as (

    select
        campaign_id,
        {{ sum_money('coalesce(amount, 0)') }} as known_spend_amount,
        count(*) - count(amount) as unpriced_spend_count
    from {{ ref('int_campaign_spend_split') }}
    group by campaign_id

),

touches as (

    select
        coalesce(campaign_id, 'no_campaign') as campaign_id,
        count(*) as touch_count,
        count(distinct party_id) as party_count
    from {{ ref('int_touches_described') }}
    group by coalesce(campaign_id, 'no_campaign')

),

leads as (

    select
        coalesce(campaign_id, 'no_campaign') as campaign_id,
        count(*) as lead_count
    from {{ ref('int_leads_described') }}
    where not is_deleted
    group by coalesce(campaign_id, 'no_campaign')

),

deals as (

    select
        coalesce(campaign_id, 'no_campaign') as campaign_id,
        count(*) as deal_count,
        count(case when outcome = 'won' then opportunity_id end) as won_deal_count
    from {{ ref('int_opportunities_described') }}
    where outcome not in ('deleted', 'duplicate')
    group by coalesce(campaign_id, 'no_campaign')

)

select
    campaigns.campaign_id,
    models.model_number,
    models.attribution_model,
    campaigns.budget_amount,
    coalesce(spend.known_spend_amount, 0) as known_spend_amount,
    coalesce(spend.unpriced_spend_count, 0) as unpriced_spend_count,
    coalesce(touches.touch_count, 0) as touch_count,
    coalesce(touches.party_count, 0) as party_count,
    coalesce(leads.lead_count, 0) as lead_count,
    coalesce(deals.deal_count, 0) as deal_count,
    coalesce(deals.won_deal_count, 0) as won_deal_count

from campaigns

cross join {{ ref('attribution_models') }} as models

left join spend
    on campaigns.campaign_id = spend.campaign_id

left join touches
    on campaigns.campaign_id = touches.campaign_id

left join leads
    on campaigns.campaign_id = leads.campaign_id

left join deals
    on campaigns.campaign_id = deals.campaign_id
