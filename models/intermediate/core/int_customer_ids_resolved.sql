{{ config(materialized='table') }}

{#-
    One list of every id under which a customer is known, and the one customer_id behind it. The
    customer_id is a digest of the anchor: the account where there is one, else the first of the
    order-system customers that are the same. It therefore stays the same from run to run.
-#}
with

accounts as (

    select * from {{ ref('int_accounts_merged') }}

),

order_customers as (

    select * from {{ ref('int_order_customers_matched') }}

),

accounts_named_on_orders as (

    select
        orders.account_id,
        min(orders.source_system) as source_system

    from {{ ref('stg_orders__orders') }} as orders

    left join accounts
        on orders.account_id = accounts.account_id

    where
        orders.account_id is not null
        and accounts.account_id is null

    group by orders.account_id

),

resolved as (

    select
        'crm_account' as id_type,
        source_system,
        account_id as source_id,
        'account:' || anchor_account_id as anchor,
        case when accounts_with_tax_key > 1 then 'tax_number' else 'own_id' end as match_rule,
        case when accounts_with_tax_key > 1 then tax_key else account_id end as match_value
    from accounts

    union all

    select
        'crm_account' as id_type,
        source_system,
        account_id as source_id,
        'account:' || account_id as anchor,
        'own_id' as match_rule,
        account_id as match_value
    from accounts_named_on_orders

    union all

    select
        'order_customer' as id_type,
        source_system,
        source_customer_id as source_id,
        coalesce('account:' || anchor_account_id, 'customer:' || anchor_customer_id) as anchor,
        match_rule,
        match_value
    from order_customers

),

keyed as (

    select
        {{ surrogate_key('anchor') }} as customer_id,
        id_type,
        source_system,
        source_id,
        match_rule,
        match_value,
        anchor

    from resolved

)

select * from keyed
