{#-
    Service cases and sales activities as one list of work, each with the customer it was for:
    the first of its account, contact, deal, lead and order that leads to one. Work on a lead or
    deal that never became a customer is nobody's cost to serve; it stays with the company.
-#}
with

work as (

    select
        'case:' || case_id as work_id,
        'case' as kind,
        lower(category) as work_type,
        lower(priority) as priority,
        lower(channel) as channel,
        cast(null as varchar) as direction,
        cast(null as varchar) as outcome,
        {{ business_date('opened_at') }} as work_date,
        handling_minutes as recorded_minutes,
        account_id,
        contact_id,
        cast(null as varchar) as opportunity_id,
        cast(null as varchar) as lead_id,
        order_id
    from {{ ref('stg_crm__cases') }}
    where not is_deleted

    union all

    select
        'activity:' || activity_id as work_id,
        'activity' as kind,
        lower(activity_type) as work_type,
        cast(null as varchar) as priority,
        cast(null as varchar) as channel,
        lower(direction) as direction,
        lower(outcome) as outcome,
        {{ business_date('started_at') }} as work_date,
        duration_minutes as recorded_minutes,
        account_id,
        contact_id,
        opportunity_id,
        lead_id,
        cast(null as varchar) as order_id
    from {{ ref('stg_crm__activities') }}
    where not is_deleted

),

parties as (

    select * from {{ ref('int_crm_parties_resolved') }}

),

orders as (

    select * from {{ ref('int_orders_classified') }}

),

named as (

    select
        work.*,
        coalesce(
            by_account.customer_id,
            by_contact.customer_id,
            by_opportunity.customer_id,
            by_lead.customer_id,
            case when orders.customer_id <> 'unknown' then orders.customer_id end
        ) as named_customer_id,
        coalesce(work.opportunity_id, work.lead_id) is not null as is_sales_pursuit

    from work

    -- left joins on purpose: work for nobody we know was still done and paid for
    left join parties as by_account
        on
            work.account_id = by_account.party_id
            and by_account.party_type = 'account'

    left join parties as by_contact
        on
            work.contact_id = by_contact.party_id
            and by_contact.party_type = 'contact'

    left join parties as by_opportunity
        on
            work.opportunity_id = by_opportunity.party_id
            and by_opportunity.party_type = 'opportunity'

    left join parties as by_lead
        on
            work.lead_id = by_lead.party_id
            and by_lead.party_type = 'lead'

    left join orders
        on work.order_id = orders.order_id

    where orders.exclusion_reason is null

),

identified as (

    select
        work_id,
        kind,
        work_type,
        priority,
        channel,
        direction,
        outcome,
        work_date,
        {{ month_start('work_date') }} as work_month,
        recorded_minutes,
        coalesce(
            named_customer_id,
            case when is_sales_pursuit then 'unallocated' else 'unknown' end
        ) as customer_id,
        case when named_customer_id is null and is_sales_pursuit then 'prospects' end as reason

    from named

)

select * from identified
