{{ config(materialized='table') }}

{#-
    Every staged order with its customer, its business day, its exchange rate and, where it is no
    sale, the one reason why. This is the only place where orders are excluded; they stay here
    and in fct_orders, counted, and leave all money.
-#}
with

orders as (

    select * from {{ ref('stg_orders__orders') }}

),

customer_ids as (

    select * from {{ ref('int_customer_ids_resolved') }}

),

excluded_accounts as (

    select * from {{ ref('excluded_accounts') }}

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

dated as (

    select
        *,
        {{ business_date('ordered_at') }} as ordered_date,
        {{ business_date('fulfilled_at') }} as fulfilled_date,
        {{ business_date('cancelled_at') }} as cancelled_date,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as order_currency_code

    from orders

),

excluded_customers as (

    select
        customer_ids.customer_id,
        excluded_accounts.valid_from,
        excluded_accounts.valid_to

    from excluded_accounts

    inner join customer_ids
        on
            excluded_accounts.account_id = customer_ids.source_id
            and customer_ids.id_type = 'crm_account'

),

identified as (

    select
        dated.*,
        coalesce(by_customer.customer_id, by_account.customer_id, 'unknown') as resolved_customer_id

    from dated

    left join customer_ids as by_customer
        on
            dated.customer_id = by_customer.source_id
            and by_customer.id_type = 'order_customer'

    left join customer_ids as by_account
        on
            dated.account_id = by_account.source_id
            and by_account.id_type = 'crm_account'

),

excluded_orders as (

    select distinct identified.order_id

    from identified

    inner join excluded_customers
        on
            identified.resolved_customer_id = excluded_customers.customer_id
            and {{ effective_at('identified.ordered_date', 'excluded_customers') }}

),

classified as (

    select
        identified.order_id,
        identified.resolved_customer_id as customer_id,
        identified.opportunity_id,
        identified.sales_user_id,
        identified.channel,
        identified.store,
        identified.ship_country_code,
        identified.ship_region,
        identified.promotion_code,
        identified.payment_method,
        identified.status,
        order_statuses.order_state,
        identified.ordered_at,
        identified.ordered_date,
        {{ month_start('identified.ordered_date') }} as order_month,
        identified.fulfilled_date,
        coalesce(identified.fulfilled_date, identified.ordered_date) as costed_date,
        identified.order_currency_code as currency_code,
        {{ rate_to_reporting('identified.order_currency_code', 'fx_rates') }} as rate_to_reporting,
        {{ what_if('order_discount', 'coalesce(identified.order_discount_local, 0)', 'decimal(18, 4)', {
            'customer_id': 'identified.resolved_customer_id', 'channel': 'identified.channel',
        }) }} as order_discount_local,
        coalesce(identified.shipping_charged_local, 0) as shipping_charged_local,
        case
            when identified.is_deleted then 'deleted'
            when identified.is_test then 'test'
            -- before `cancelled`: what a cancelled order cost is a customer's, and this is none
            when excluded_orders.order_id is not null then 'excluded_account'
            when identified.cancelled_date is not null or not order_statuses.is_sale then 'cancelled'
        end as exclusion_reason

    from identified

    left join {{ ref('order_status_map') }} as order_statuses
        on lower(identified.status) = order_statuses.status

    left join excluded_orders
        on identified.order_id = excluded_orders.order_id

    left join fx_rates
        on
            identified.order_currency_code = fx_rates.currency_code
            and identified.ordered_date = fx_rates.rate_date

)

select * from classified
