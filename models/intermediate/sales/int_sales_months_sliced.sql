{{ config(materialized='table') }}

{#-
    Sales of each month and slice: the whole month, or its days before `part_end`.
-#}
{%- set dimensions = {
    'company': "'company'",
    'team': 'team_id',
    'person': 'user_id',
    'channel': 'channel',
    'segment': 'segment',
    'region': 'region',
} -%}
with

sales as (

    select
        month_start,
        {{ months_later('month_start', 1) }} as part_end,
        user_id,
        team_id,
        channel,
        segment,
        region,
        priced_sales_amount,
        unknown_revenue_count
    from {{ ref('int_sales_amounts_gathered') }}

    union all

    select
        month_start,
        part_end,
        user_id,
        team_id,
        channel,
        segment,
        region,
        priced_sales_amount,
        unknown_revenue_count
    from {{ ref('int_part_months_split') }}

)

{%- for dimension, value in dimensions.items() %}

select
    '{{ dimension }}' as dimension,
    {{ value }} as dimension_value,
    month_start,
    part_end,
    {{ sum_money('priced_sales_amount') }} as priced_sales_amount,
    cast(sum(unknown_revenue_count) as bigint) as unknown_amount_count

from sales

group by
    {% if dimension != 'company' %}{{ value }},{% endif %}
    month_start,
    part_end

{{ 'union all' if not loop.last }}
{%- endfor %}
