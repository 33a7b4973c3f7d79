"""A dbt project that takes a second, with the real one's shape: staging, marts, tests, contract.

Written by the tests and not kept as files: dbt would take them for its own.
"""

FILES = {
    "dbt_project.yml": """
name: tiny
version: 0.1.0
config-version: 2
profile: tiny
flags: {send_anonymous_usage_stats: false}
vars: {as_of_date: "", definition_version: "1", reporting_currency: EUR}
models:
  tiny:
    staging: {+schema: staging, +materialized: table}
    marts: {+schema: marts, +materialized: table, +access: public}
""",
    "macros/generate_schema_name.sql": """
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
""",
    "models/marts/_marts.yml": """
models:
  - name: dim_customers
    description: One row per customer.
    config:
      meta: {grain: [customer_id], filled_by: [orders]}
    columns:
      - {name: customer_id, data_type: varchar, description: Customer.}
      - {name: customer_name, data_type: varchar, description: Name.}
  - name: fct_customer_profit_monthly
    description: One row per customer and month.
    config:
      meta: {grain: [customer_id, month_start], filled_by: [orders]}
    columns:
      - {name: customer_id, data_type: varchar, description: Customer.}
      - {name: month_start, data_type: date, description: First day of the month.}
      - {name: known_net_revenue_amount, data_type: "decimal(18, 4)", description: Net revenue.}
      - {name: known_gross_profit_amount, data_type: "decimal(18, 4)", description: Gross profit.}
      - {name: known_cm2_amount, data_type: "decimal(18, 4)", description: Contribution.}
      - {name: order_count, data_type: bigint, description: Orders.}
      - {name: left_out_net_revenue_amount, data_type: "decimal(18, 4)", description: Left out.}
      - {name: left_out_line_count, data_type: bigint, description: Lines left out.}
      - {name: uncosted_line_count, data_type: bigint, description: Uncosted lines.}
      - {name: unpriced_line_count, data_type: bigint, description: Unpriced lines.}
""",
    "models/marts/dim_customers.sql": """
select distinct
    customer_id,
    'Customer ' || customer_id as customer_name

from {{ ref('stg_orders__orders') }}
""",
    "models/marts/fct_customer_profit_monthly.sql": """
select
    customer_id,
    cast(date_trunc('month', ordered_date) as date) as month_start,
    cast(sum(amount) as decimal(18, 4)) as known_net_revenue_amount,
    cast(sum(amount) - 10 as decimal(18, 4)) as known_gross_profit_amount,
    cast(sum(amount) - 10 as decimal(18, 4)) as known_cm2_amount,
    count(*) as order_count,
    cast(0 as decimal(18, 4)) as left_out_net_revenue_amount,
    cast(0 as bigint) as left_out_line_count,
    cast(0 as bigint) as uncosted_line_count,
    cast(0 as bigint) as unpriced_line_count

from {{ ref('stg_orders__orders') }}

group by all
""",
    "models/staging/_staging.yml": """
sources:
  - name: orders
    config:
      meta:
        external_location: >-
          read_parquet('{{ env_var('PROFIT_DATA', 'data') }}/landing/{name}/**/*.parquet')
    tables:
      - name: orders
""",
    "models/staging/quarantine.sql": """
select 'orders' as source_table, 'not_a_number' as reason
""",
    "models/staging/stg_orders__orders.sql": """
select
    order_id,
    customer_id,
    cast(order_discount_amount as decimal(18, 4)) as amount,
    cast(ordered_at as date) as ordered_date

from {{ source('orders', 'orders') }}

where batch_date <= cast('{{ var('as_of_date') or '9999-12-31' }}' as date)
""",
    "profiles.yml": """
tiny:
  target: local
  outputs:
    local:
      type: duckdb
      path: "{{ env_var('PROFIT_BUILD', env_var('PROFIT_DATA', 'data') ~ '/build.duckdb') }}"
      schema: main
      settings: {enable_progress_bar: false}
""",
    "tests/no_amount_is_thirteen.sql": """
select customers.customer_id, profit.known_net_revenue_amount
from {{ ref('fct_customer_profit_monthly') }} as profit
inner join {{ ref('dim_customers') }} as customers on profit.customer_id = customers.customer_id
where profit.known_net_revenue_amount = 13
""",
    "tests/no_amount_is_twelve.sql": """
{{ config(severity='warn') }}
select * from {{ ref('fct_customer_profit_monthly') }} where known_net_revenue_amount = 12
""",
}


def write_tiny_project(folder):
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.lstrip())
    return folder
