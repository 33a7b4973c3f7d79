{#-
    Which accounts claim an order-system customer, strongest rule first: the explicit key, the
    account that all its orders agree on, the tax number, the mail domain of a company, the mail
    address of a person.
-#}
with

gathered as (

    select * from {{ ref('int_order_customers_gathered') }}

),

account_keys as (

    select * from {{ ref('int_account_keys_collected') }}

),

candidates as (

    select
        source_customer_id,
        1 as rule_order,
        'explicit_key' as match_rule,
        account_id as match_value
    from gathered

    union all

    select
        source_customer_id,
        2 as rule_order,
        'explicit_key' as match_rule,
        order_account_id as match_value
    from gathered

    union all

    select
        source_customer_id,
        3 as rule_order,
        'tax_number' as match_rule,
        tax_key as match_value
    from gathered

    union all

    select
        source_customer_id,
        4 as rule_order,
        'company_mail_domain' as match_rule,
        company_mail_domain as match_value
    from gathered

    union all

    select
        source_customer_id,
        5 as rule_order,
        'person_mail' as match_rule,
        email as match_value
    from gathered

),

claims as (

    select
        candidates.source_customer_id,
        candidates.match_rule,
        candidates.match_value,
        account_keys.anchor_account_id,
        row_number() over (
            partition by candidates.source_customer_id
            order by candidates.rule_order
        ) as claim_rank

    from candidates

    inner join account_keys
        on
            candidates.match_rule = account_keys.match_rule
            and candidates.match_value = account_keys.match_value

)

select * from claims
