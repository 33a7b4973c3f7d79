{#-
    Every landed row that staging did not keep, from every contract table. What is staged plus
    what is here is what landed.
-#}

{{ unstaged_rows('costs', 'product_costs') }}

union all

{{ unstaged_rows('costs', 'cost_pools') }}

union all

{{ unstaged_rows('costs', 'resource_capacity') }}

union all

{{ unstaged_rows('costs', 'fx_rates') }}

union all

{{ unstaged_rows('costs', 'gl_balances') }}

union all

{{ unstaged_rows('crm', 'accounts') }}

union all

{{ unstaged_rows('crm', 'contacts') }}

union all

{{ unstaged_rows('crm', 'leads') }}

union all

{{ unstaged_rows('crm', 'opportunities') }}

union all

{{ unstaged_rows('crm', 'opportunity_stage_changes') }}

union all

{{ unstaged_rows('crm', 'opportunity_splits') }}

union all

{{ unstaged_rows('crm', 'activities') }}

union all

{{ unstaged_rows('crm', 'campaigns') }}

union all

{{ unstaged_rows('crm', 'campaign_touches') }}

union all

{{ unstaged_rows('crm', 'campaign_spend') }}

union all

{{ unstaged_rows('crm', 'cases') }}

union all

{{ unstaged_rows('crm', 'feedback') }}

union all

{{ unstaged_rows('crm', 'users') }}

union all

{{ unstaged_rows('crm', 'teams') }}

union all

{{ unstaged_rows('crm', 'quotas') }}

union all

{{ unstaged_rows('orders', 'customers') }}

union all

{{ unstaged_rows('orders', 'products') }}

union all

{{ unstaged_rows('orders', 'orders') }}

union all

{{ unstaged_rows('orders', 'order_lines') }}

union all

{{ unstaged_rows('orders', 'returns') }}

union all

{{ unstaged_rows('orders', 'payments') }}

union all

{{ unstaged_rows('orders', 'shipments') }}
