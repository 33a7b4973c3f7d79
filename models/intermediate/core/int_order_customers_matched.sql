{#-
    Each order-system customer with the account it is, by the first rule that names one:
    explicit key, tax number, mail domain of a company, mail address of a person. Those that no
    account claims are matched among themselves by tax number, else by mail address.
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

),

unclaimed as (

    select
        gathered.source_customer_id,
        case
            when gathered.tax_key is not null then 'tax_number'
            when gathered.email is not null then 'person_mail'
        end as match_rule,
        coalesce(gathered.tax_key, gathered.email) as match_value

    from gathered

    left join claims
        on gathered.source_customer_id = claims.source_customer_id

    where claims.source_customer_id is null

),

grouped as (

    select
        source_customer_id,
        match_rule,
        match_value,
        case
            when match_value is null then source_customer_id
            else min(source_customer_id) over (partition by match_rule, match_value)
        end as anchor_customer_id,
        case
            when match_value is null then 1
            else count(*) over (partition by match_rule, match_value)
        end as group_size

    from unclaimed

),

matched as (

    select
        gathered.source_customer_id,
        gathered.source_system,
        gathered.is_delivered,
        claims.anchor_account_id,
        grouped.anchor_customer_id,
        case
            when claims.match_rule is not null then claims.match_rule
            when grouped.group_size > 1 then grouped.match_rule
            else 'own_id'
        end as match_rule,
        case
            when claims.match_rule is not null then claims.match_value
            when grouped.group_size > 1 then grouped.match_value
            else gathered.source_customer_id
        end as match_value

    from gathered

    left join claims
        on
            gathered.source_customer_id = claims.source_customer_id
            and claims.claim_rank = 1

    left join grouped
        on gathered.source_customer_id = grouped.source_customer_id

)

select * from matched
