{{ config(materialized='table') }}

{#-
    Who and what is forecast alone: categories and teams always, a region, product or person that sold
    in enough of the last twelve months. The rest of a category, a team or the company is forecast
    together as `other`: a series with three sales has no future of its own.
-#}
{%- set own_columns = {'region': 'region', 'product': 'product_id', 'person': 'sales_user_id'} -%}
{%- set parents = {
    'region': ('company', "'company'"),
    'category': ('company', "'company'"),
    'product': ('category', 'category'),
    'team': ('company', "'company'"),
    'person': ('team', 'team_id'),
} -%}
with

months as (

    select * from {{ ref('int_sales_months_placed') }}

),

last_months as (

    select max(month_start) as last_month from months

),

members as (

    select
        'company' as level_name,
        'company' as member,
        'none' as parent_level,
        'none' as parent_member,
        true as is_own
    from months
    group by true
    {%- for level, (parent_level, parent) in parents.items() %}
    {%- set member = own_columns.get(level, 'category' if level == 'category' else 'team_id') %}

    union all

    select
        '{{ level }}' as level_name,
        months.{{ member }} as member,
        '{{ parent_level }}' as parent_level,
        {{ parent }} as parent_member,
        {%- if level in own_columns %}
        count(distinct case
            when
                months.net_revenue_amount > 0
                and months.month_start > {{ months_later('last_months.last_month', -12) }}
                then months.month_start
        end) >= {{ var('forecast_min_months') | int }} as is_own
        {%- else %}
        true as is_own
        {%- endif %}
    from months
    cross join last_months
    group by
        months.{{ member }},
        {{ parent }}
    {%- endfor %}

)

select
    level_name,
    member,
    parent_level,
    parent_member,
    is_own,
    case when is_own then member else 'other:' || parent_member end as series_member

from members
