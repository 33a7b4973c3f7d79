{#-
    Accounts with the same tax number are one legal entity, however often the CRM holds it: all
    of them take the first account id as their anchor. Names never merge anything.
-#}
with

accounts as (

    select
        account_id,
        source_system,
        {{ tax_key('tax_number') }} as tax_key,
        lower(email_domain) as mail_domain

    from {{ ref('stg_crm__accounts') }}

),

anchored as (

    select
        account_id,
        source_system,
        tax_key,
        mail_domain,
        case
            when tax_key is null then account_id
            else min(account_id) over (partition by tax_key)
        end as anchor_account_id,
        case
            when tax_key is null then 1
            else count(*) over (partition by tax_key)
        end as accounts_with_tax_key

    from accounts

)

select * from anchored
