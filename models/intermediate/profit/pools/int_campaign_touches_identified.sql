{#-
    Each contact with a campaign and the customer who had it. Most are had by leads, and most
    leads never buy: their part of the spend is not the cost of those who did.
-#}
with

touches as (

    select * from {{ ref('stg_crm__campaign_touches') }}
    where not is_deleted

),

parties as (

    select * from {{ ref('int_crm_parties_resolved') }}

),

identified as (

    select
        touches.touch_id,
        touches.campaign_id,
        touches.channel,
        touches.lead_id,
        touches.contact_id,
        touches.account_id,
        touches.touched_at,
        {{ month_start(business_date('touches.touched_at')) }} as touch_month,
        coalesce(
            by_account.customer_id, by_contact.customer_id, by_lead.customer_id, 'unallocated'
        ) as customer_id,
        case
            when coalesce(by_account.customer_id, by_contact.customer_id, by_lead.customer_id) is null
                then 'unattributed'
        end as reason

    from touches

    left join parties as by_account
        on
            touches.account_id = by_account.party_id
            and by_account.party_type = 'account'

    left join parties as by_contact
        on
            touches.contact_id = by_contact.party_id
            and by_contact.party_type = 'contact'

    left join parties as by_lead
        on
            touches.lead_id = by_lead.party_id
            and by_lead.party_type = 'lead'

)

select * from identified
