{{ config(materialized='table') }}

{#-
    What became of each term: how often its contract had been renewed when it began, and whether and
    when another term renewed it. That is told when the `contract_grace_months` are over, of all
    terms alike: an early renewal says nothing before the others can.
-#}
with recursive

chained as (

    select
        *,
        cast(0 as bigint) as renewals
    from {{ ref('int_contract_terms_matched') }}
    where renewed_first_month is null

    union all

    select
        terms.*,
        chained.renewals + 1 as renewals
    from chained
    inner join {{ ref('int_contract_terms_matched') }} as terms
        on
            chained.customer_id = terms.customer_id
            and chained.product_id = terms.product_id
            and chained.first_month = terms.renewed_first_month

),

dated as (

    select
        chained.*,
        followers.first_month is not null as is_renewed,
        {{ month_index('followers.first_month') }} - {{ month_index('chained.end_month') }}
            as renewed_months_past_end,
        {{ months_later('chained.end_month', (var('contract_grace_months') | int) + 1) }} as decided_date

    from chained

    left join {{ ref('int_contract_terms_matched') }} as followers
        on
            chained.customer_id = followers.customer_id
            and chained.product_id = followers.product_id
            and chained.first_month = followers.renewed_first_month

)

select
    customer_id,
    product_id,
    first_month,
    end_month,
    sold_amount,
    renewals,
    is_renewed,
    renewed_months_past_end,
    decided_date,
    -- the grace months are over when the day before the next one is
    decided_date <= {{ days_later(as_of_date(), 1) }} as is_decided

from dated
