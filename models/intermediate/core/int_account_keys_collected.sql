{#-
    Every text that names exactly one account, by the rule that may use it. A text that two
    accounts share names neither, so it is left out here and nobody can match by it.
-#}
with

accounts as (

    select * from {{ ref('int_accounts_merged') }}

),

free_mail_domains as (

    select * from {{ ref('free_mail_domains') }}

),

contacts as (

    select
        lower(email) as email,
        account_id

    from {{ ref('stg_crm__contacts') }}

    where email is not null

),

keys as (

    select
        'explicit_key' as match_rule,
        account_id as match_value,
        anchor_account_id
    from accounts

    union all

    select
        'tax_number' as match_rule,
        tax_key as match_value,
        anchor_account_id
    from accounts
    where tax_key is not null

    union all

    select
        'company_mail_domain' as match_rule,
        accounts.mail_domain as match_value,
        accounts.anchor_account_id
    from accounts
    left join free_mail_domains
        on accounts.mail_domain = free_mail_domains.mail_domain
    where
        accounts.mail_domain is not null
        and free_mail_domains.mail_domain is null

    union all

    select
        'person_mail' as match_rule,
        contacts.email as match_value,
        accounts.anchor_account_id
    from contacts
    inner join accounts
        on contacts.account_id = accounts.account_id

),

unambiguous as (

    select
        match_rule,
        match_value,
        min(anchor_account_id) as anchor_account_id

    from keys

    group by
        match_rule,
        match_value

    having count(distinct anchor_account_id) = 1

)

select * from unambiguous
