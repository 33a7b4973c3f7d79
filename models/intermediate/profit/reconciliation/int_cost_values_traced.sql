{#-
    Every landed amount of the cost extracts once, with what became of it on the way to the
    ledger: `counted`, or the one reason why it is not. The costs of an order lie in the month of
    the order, those of a pool in its own. A cancelled order has cost its freight all the same.
-#}
with

unstaged as (

    select
        batch_id,
        source_row,
        reason

    from {{ ref('unstaged_rows') }}

    where source_table in ('shipments', 'payments', 'cost_pools', 'campaign_spend')

),

deleted as (

    {%- for table in ['orders__shipments', 'orders__payments', 'costs__cost_pools', 'crm__campaign_spend'] %}
    select
        batch_id,
        source_row
    from {{ ref('stg_' ~ table) }}
    where is_deleted
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

orders as (

    select
        order_id,
        order_month,
        currency_code,
        nullif(exclusion_reason, 'cancelled') as exclusion_reason

    from {{ ref('int_orders_classified') }}

),

order_costs as (

    select
        'freight' as measure,
        batch_id,
        source_row,
        order_id,
        currency_code,
        freight_local as value_local
    from {{ ref('stg_orders__landed_freights') }}

    union all

    select
        'payment_fee' as measure,
        batch_id,
        source_row,
        order_id,
        currency_code,
        fee_local as value_local
    from {{ ref('stg_orders__landed_fees') }}

),

landed as (

    select
        order_costs.measure,
        order_costs.batch_id,
        order_costs.source_row,
        orders.order_month as month,
        coalesce(order_costs.currency_code, orders.currency_code) as currency_code,
        order_costs.value_local,
        orders.exclusion_reason
    from order_costs
    left join orders
        on order_costs.order_id = orders.order_id

    union all

    select
        'cost_pool' as measure,
        batch_id,
        source_row,
        month,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        cost_local as value_local,
        case when month > {{ as_of_date() }} then 'not_yet_begun' end as exclusion_reason
    from {{ ref('stg_costs__landed_pool_amounts') }}

    union all

    select
        'campaign_spend' as measure,
        batch_id,
        source_row,
        spend_date as month,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        cost_local as value_local,
        cast(null as varchar) as exclusion_reason
    from {{ ref('stg_crm__landed_campaign_spend') }}

),

traced as (

    select
        landed.measure,
        landed.batch_id,
        landed.source_row,
        coalesce({{ month_label('landed.month') }}, 'unknown') as period,
        coalesce(landed.currency_code, 'unknown') as currency_code,
        landed.value_local,
        case
            when unstaged.reason = 'superseded' then 'superseded'
            when unstaged.reason is not null then 'quarantined'
            when deleted.batch_id is not null then 'deleted'
            when landed.exclusion_reason is not null then landed.exclusion_reason
            else 'counted'
        end as outcome

    from landed

    left join unstaged
        on
            landed.batch_id = unstaged.batch_id
            and landed.source_row = unstaged.source_row

    left join deleted
        on
            landed.batch_id = deleted.batch_id
            and landed.source_row = deleted.source_row

)

select * from traced
