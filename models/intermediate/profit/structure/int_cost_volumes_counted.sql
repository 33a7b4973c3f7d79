{#-
    What drives the cost of a month within the company, a product and a customer: units sold less
    units returned, and orders. Units whose cost is unknown are not in the cost, so they are not in
    the units either.
-#}
{%- set scopes = {'company': "'company'", 'product': 'product_id', 'customer': 'customer_id'} -%}

with

events as (

    select
        *,
        {{ month_start('posted_date') }} as month_start
    from {{ ref('int_order_lines_posted') }}

),

counted as (

    {%- for scope_type, scope_id in scopes.items() %}
    select
        month_start,
        '{{ scope_type }}' as scope_type,
        {{ scope_id }} as scope_id,
        cast(sum(
            case when line_kind = 'product' and cogs_amount is not null then quantity else 0 end
        ) as decimal(18, 4)) as units,
        cast(count(distinct case when posting_type = 'sale' then order_id end) as decimal(18, 4)) as orders
    from events
    group by
        month_start
        {{- ',' if scope_type != 'company' }}
        {{ scope_id if scope_type != 'company' }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from counted
