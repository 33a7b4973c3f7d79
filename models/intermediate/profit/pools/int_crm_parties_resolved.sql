{#-
    Whom the CRM's accounts, contacts, deals and leads lead to. Who leads to nobody is not here:
    a lead that was never converted is no customer yet.
-#}
with

customer_ids as (

    select
        source_id as account_id,
        customer_id
    from {{ ref('int_customer_ids_resolved') }}
    where id_type = 'crm_account'

),

contacts as (

    select * from {{ ref('stg_crm__contacts') }}

),

opportunities as (

    select * from {{ ref('stg_crm__opportunities') }}

),

leads as (

    select * from {{ ref('stg_crm__leads') }}

),

accounts_of_parties as (

    select
        'account' as party_type,
        account_id as party_id,
        account_id
    from customer_ids

    union all

    select
        'contact' as party_type,
        contact_id as party_id,
        account_id
    from contacts

    union all

    select
        'opportunity' as party_type,
        opportunities.opportunity_id as party_id,
        coalesce(opportunities.account_id, leads.converted_account_id) as account_id
    from opportunities
    left join leads
        on opportunities.lead_id = leads.lead_id

    union all

    select
        'lead' as party_type,
        leads.lead_id as party_id,
        coalesce(leads.converted_account_id, opportunities.account_id) as account_id
    from leads
    left join opportunities
        on leads.converted_opportunity_id = opportunities.opportunity_id

),

resolved as (

    select
        accounts_of_parties.party_type,
        accounts_of_parties.party_id,
        customer_ids.customer_id

    from accounts_of_parties

    inner join customer_ids
        on accounts_of_parties.account_id = customer_ids.account_id

)

select * from resolved
