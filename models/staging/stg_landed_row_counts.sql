{#- How many rows of each contract table landed by the as-of date, counted in the files themselves. -#}
select
    'product_costs' as source_table,
    count(*) as landed_count
from {{ source('costs', 'product_costs') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'cost_pools' as source_table,
    count(*) as landed_count
from {{ source('costs', 'cost_pools') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'resource_capacity' as source_table,
    count(*) as landed_count
from {{ source('costs', 'resource_capacity') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'fx_rates' as source_table,
    count(*) as landed_count
from {{ source('costs', 'fx_rates') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'gl_balances' as source_table,
    count(*) as landed_count
from {{ source('costs', 'gl_balances') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'accounts' as source_table,
    count(*) as landed_count
from {{ source('crm', 'accounts') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'contacts' as source_table,
    count(*) as landed_count
from {{ source('crm', 'contacts') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'leads' as source_table,
    count(*) as landed_count
from {{ source('crm', 'leads') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'opportunities' as source_table,
    count(*) as landed_count
from {{ source('crm', 'opportunities') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'opportunity_stage_changes' as source_table,
    count(*) as landed_count
from {{ source('crm', 'opportunity_stage_changes') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'opportunity_splits' as source_table,
    count(*) as landed_count
from {{ source('crm', 'opportunity_splits') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'activities' as source_table,
    count(*) as landed_count
from {{ source('crm', 'activities') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'campaigns' as source_table,
    count(*) as landed_count
from {{ source('crm', 'campaigns') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'campaign_touches' as source_table,
    count(*) as landed_count
from {{ source('crm', 'campaign_touches') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'campaign_spend' as source_table,
    count(*) as landed_count
from {{ source('crm', 'campaign_spend') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'cases' as source_table,
    count(*) as landed_count
from {{ source('crm', 'cases') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'feedback' as source_table,
    count(*) as landed_count
from {{ source('crm', 'feedback') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'users' as source_table,
    count(*) as landed_count
from {{ source('crm', 'users') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'teams' as source_table,
    count(*) as landed_count
from {{ source('crm', 'teams') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'quotas' as source_table,
    count(*) as landed_count
from {{ source('crm', 'quotas') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'customers' as source_table,
    count(*) as landed_count
from {{ source('orders', 'customers') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'products' as source_table,
    count(*) as landed_count
from {{ source('orders', 'products') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'orders' as source_table,
    count(*) as landed_count
from {{ source('orders', 'orders') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'order_lines' as source_table,
    count(*) as landed_count
from {{ source('orders', 'order_lines') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'returns' as source_table,
    count(*) as landed_count
from {{ source('orders', 'returns') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'payments' as source_table,
    count(*) as landed_count
from {{ source('orders', 'payments') }}
where batch_date <= {{ as_of_date() }}

union all

select
    'shipments' as source_table,
    count(*) as landed_count
from {{ source('orders', 'shipments') }}
where batch_date <= {{ as_of_date() }}
