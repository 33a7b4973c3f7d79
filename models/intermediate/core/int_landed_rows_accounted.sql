{#- Landed = staged + superseded + quarantined, per contract table, each counted where it lies. -#}
with

landed as (

    select * from {{ ref('stg_landed_row_counts') }}

),

staged as (

    select
        'product_costs' as source_table,
        count(*) as staged_count
    from {{ ref('stg_costs__product_costs') }}

    union all

    select
        'cost_pools' as source_table,
        count(*) as staged_count
    from {{ ref('stg_costs__cost_pools') }}

    union all

    select
        'resource_capacity' as source_table,
        count(*) as staged_count
    from {{ ref('stg_costs__resource_capacity') }}

    union all

    select
        'fx_rates' as source_table,
        count(*) as staged_count
    from {{ ref('stg_costs__fx_rates') }}

    union all

    select
        'gl_balances' as source_table,
        count(*) as staged_count
    from {{ ref('stg_costs__gl_balances') }}

    union all

    select
        'accounts' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__accounts') }}

    union all

    select
        'contacts' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__contacts') }}

    union all

    select
        'leads' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__leads') }}

    union all

    select
        'opportunities' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__opportunities') }}

    union all

    select
        'opportunity_stage_changes' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__opportunity_stage_changes') }}

    union all

    select
        'opportunity_splits' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__opportunity_splits') }}

    union all

    select
        'activities' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__activities') }}

    union all

    select
        'campaigns' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__campaigns') }}

    union all

    select
        'campaign_touches' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__campaign_touches') }}

    union all

    select
        'campaign_spend' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__campaign_spend') }}

    union all

    select
        'cases' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__cases') }}

    union all

    select
        'feedback' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__feedback') }}

    union all

    select
        'users' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__users') }}

    union all

    select
        'teams' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__teams') }}

    union all

    select
        'quotas' as source_table,
        count(*) as staged_count
    from {{ ref('stg_crm__quotas') }}

    union all

    select
        'customers' as source_table,
        count(*) as staged_count
    from {{ ref('stg_orders__customers') }}

    union all

    select
        'products' as source_table,
        count(*) as staged_count
    from {{ ref('stg_orders__products') }}

    union all

    select
        'orders' as source_table,
        count(*) as staged_count
    from {{ ref('stg_orders__orders') }}

    union all

    select
        'order_lines' as source_table,
        count(*) as staged_count
    from {{ ref('stg_orders__order_lines') }}

    union all

    select
        'returns' as source_table,
        count(*) as staged_count
    from {{ ref('stg_orders__returns') }}

    union all

    select
        'payments' as source_table,
        count(*) as staged_count
    from {{ ref('stg_orders__payments') }}

    union all

    select
        'shipments' as source_table,
        count(*) as staged_count
    from {{ ref('stg_orders__shipments') }}

),

unstaged as (

    select
        source_table,
        count(case when reason = 'superseded' then source_row end) as superseded_count,
        count(case when reason not in ('superseded', 'unexplained') then source_row end)
            as quarantined_count,
        count(case when reason = 'unexplained' then source_row end) as unexplained_count

    from {{ ref('unstaged_rows') }}

    group by source_table

),

accounted as (

    select
        landed.source_table,
        landed.landed_count,
        coalesce(staged.staged_count, 0) as staged_count,
        coalesce(unstaged.superseded_count, 0) as superseded_count,
        coalesce(unstaged.quarantined_count, 0) as quarantined_count,
        coalesce(unstaged.unexplained_count, 0) as unexplained_count

    from landed

    left join staged
        on landed.source_table = staged.source_table

    left join unstaged
        on landed.source_table = unstaged.source_table

)

select * from accounted
