{#-
    How often customers send back what they bought: the month's sales, those of them of which
    something has come back so far, and how long it took. An order counts once however often it
    comes back, in the month it was placed, so that the rate can never exceed one.
-#}
{%- set dimensions = {'company': "'company'", 'segment': 'segment', 'region': 'region'} -%}
with

postings as (

    select * from {{ ref('int_order_lines_posted') }}

),

customers as (

    select * from {{ ref('int_customers_described') }}

),

orders as (

    select
        postings.order_id,
        postings.order_month as month_start,
        coalesce(customers.segment, 'unknown') as segment,
        coalesce(customers.region, 'unknown') as region,
        max(case when postings.posting_type = 'return' then 1 else 0 end) as returned,
        min(
            case
                when
                    postings.posting_type = 'return'
                    then {{ days_after('postings.posted_date', 'postings.ordered_date') }}
            end
        )
            as days_to_return

    from postings

    left join customers
        on postings.customer_id = customers.customer_id

    group by
        postings.order_id,
        postings.order_month,
        coalesce(customers.segment, 'unknown'),
        coalesce(customers.region, 'unknown')

),

sliced as (

    {%- for dimension, value in dimensions.items() %}
    select
        *,
        '{{ dimension }}' as dimension,
        {{ value }} as dimension_value
    from orders
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select
    month_start,
    dimension,
    dimension_value,
    count(*) as order_count,
    cast(sum(returned) as bigint) as returned_order_count,
    cast(sum(days_to_return) as bigint) as days_to_return

from sliced

group by
    month_start,
    dimension,
    dimension_value
