{{ config(materialized='table') }}

{#-
    What was sold of every product on both sides of every comparison, within the company, within
    each product category and with each customer. A single customer is compared by the year and
    by the `custom` pair only: month by month a customer is nothing but new and lost items.

    Revenue after is there twice: as it was, and at the average rates of the period before. A
    currency that nothing was sold for before has no such rate and keeps its own.
-#}
{%- set measures = [
    'quantity', 'revenue_amount', 'cogs_amount', 'other_profit_amount', 'unknown_line_count',
] -%}
{%- set is_before = "bridge_months.side = 'before'" -%}
{%- set scopes = {
    'company': "'company'", 'category': 'months.category', 'customer': 'months.customer_id',
} -%}

with

months as (

    select
        product_months.*,
        coalesce(products.category, 'uncategorised') as category

    from {{ ref('int_product_months_summed') }} as product_months

    left join {{ ref('int_products_described') }} as products
        on product_months.product_id = products.product_id

),

bridge_months as (

    select * from {{ ref('int_bridge_months_listed') }}

),

average_rates as (

    select * from {{ ref('int_bridge_rates_averaged') }}

),

by_currency as (

    {%- for scope_type, scope_id in scopes.items() %}
    select
        bridge_months.comparison,
        bridge_months.period_type,
        bridge_months.period_start,
        '{{ scope_type }}' as scope_type,
        {{ scope_id }} as scope_id,
        months.product_id,
        months.currency_code,
        {%- for measure in measures %}
        {%- set name = measure | replace('_amount', '') %}
        {{ sum_money('case when ' ~ is_before ~ ' then months.' ~ measure ~ ' else 0 end') }}
            as {{ name }}_before,
        {{ sum_money('case when ' ~ is_before ~ ' then 0 else months.' ~ measure ~ ' end') }}
            as {{ name }}_after,
        {%- endfor %}
        {{ sum_money('case when ' ~ is_before ~ ' then 0 else months.revenue_local end') }}
            as revenue_after_local

    from bridge_months

    inner join months
        on bridge_months.month_start = months.month_start

    {%- if scope_type == 'customer' %}

    where bridge_months.period_type in ('year', 'custom')
    {%- endif %}

    group by
        bridge_months.comparison,
        bridge_months.period_type,
        bridge_months.period_start,
        {{ scope_id ~ ',' if scope_type != 'company' }}
        months.product_id,
        months.currency_code
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

restated as (

    select
        by_currency.*,
        coalesce(
            {{ in_proportion(
                'average_rates.sold_amount', 'by_currency.revenue_after_local', 'average_rates.sold_local'
            ) }},
            by_currency.revenue_after
        ) as constant_revenue_after

    from by_currency

    left join average_rates
        on
            by_currency.comparison = average_rates.comparison
            and by_currency.period_start = average_rates.period_start
            and by_currency.currency_code = average_rates.currency_code

)

select
    comparison,
    period_type,
    period_start,
    scope_type,
    scope_id,
    product_id,
    {%- for measure in measures %}
    {%- set name = measure | replace('_amount', '') %}
    {{ sum_money(name ~ '_before') }} as {{ name }}_before,
    {{ sum_money(name ~ '_after') }} as {{ name }}_after,
    {%- endfor %}
    {{ sum_money('constant_revenue_after') }} as constant_revenue_after

from restated

group by
    comparison,
    period_type,
    period_start,
    scope_type,
    scope_id,
    product_id
