{{ config(materialized='table') }}

{#-
    Every touch with the channel it came through and whose it was: the customer's, else that of the
    lead, contact or account that never became one, else nobody's but its own. A touch that names no
    channel came through its campaign's.
-#}
with

touches as (

    select
        *,
        {{ business_date('touched_at') }} as touched_date
    from {{ ref('int_campaign_touches_identified') }}

),

campaigns as (

    select * from {{ ref('int_campaigns_described') }}

),

sources as (

    select * from {{ ref('channel_groups') }}

),

placed as (

    select
        touches.touch_id,
        touches.campaign_id,
        coalesce({{ channel_key('touches.channel') }}, campaigns.channel, 'unknown') as channel,
        touches.touched_at,
        touches.touched_date,
        case
            when touches.customer_id <> 'unallocated' then touches.customer_id
            else coalesce(
                'lead:' || touches.lead_id,
                'contact:' || touches.contact_id,
                'account:' || touches.account_id,
                'touch:' || touches.touch_id
            )
        end as party_id

    from touches

    left join campaigns
        on touches.campaign_id = campaigns.campaign_id

)

select
    placed.touch_id,
    placed.campaign_id,
    placed.channel,
    coalesce(sources.channel_group, 'unknown') as channel_group,
    coalesce(sources.is_direct, false) as is_direct,
    placed.touched_at,
    placed.touched_date,
    placed.party_id

from placed

left join sources
    on
        placed.channel = sources.channel
        and {{ effective_at('placed.touched_date', 'sources') }}
