{#-
    Each order-system customer with the account that claims it by the strongest rule. Those that
    no account claims are matched among themselves, by tax number, else by mail address.
-#}
with

gathered as (

    select * from {{ ref('int_order_customers_gathered') }}

),

claims as (

    select * from {{ ref('int_account_claims_ranked') }}
    where claim_rank = 1

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
        on gathered.source_customer_id = claims.source_customer_id

    left join grouped
        on gathered.source_customer_id = grouped.source_customer_id

)

select * from matched
