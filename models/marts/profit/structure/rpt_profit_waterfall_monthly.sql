{%- set levels = waterfall_levels() -%}

with

customers as (

    select
        month_start,
        cast(sum(order_count) as bigint) as order_count,
        cast(sum(return_count) as bigint) as return_count,
        {%- for amount in waterfall_column_names() %}
        {{ sum_money('known_' ~ amount) }} as known_{{ amount }},
        {%- endfor %}
        {{ sum_money('left_out_net_revenue_amount') }} as left_out_net_revenue_amount,
        cast(sum(left_out_line_count) as bigint) as left_out_line_count,
        cast(sum(left_out_amount_count) as bigint) as left_out_amount_count,
        {{ sum_money('uncosted_net_revenue_amount') }} as uncosted_net_revenue_amount,
        cast(sum(unpriced_line_count) as bigint) as unpriced_line_count,
        cast(sum(uncosted_line_count) as bigint) as uncosted_line_count,
        cast(sum(unknown_amount_count) as bigint) as unknown_amount_count

    from {{ ref('int_customer_months_summed') }}

    group by month_start

),

amounts as (

    select
        posted_month as month_start,
        waterfall_step,
        amount
    from {{ ref('fct_profit_ledger') }}

    union all

    -- a month in which everything was free has customers and no amounts
    select
        month_start,
        'none' as waterfall_step,
        cast(0 as decimal(18, 4)) as amount
    from customers

),

steps as (

    select
        month_start,
        {{ step_amounts() }}

    from amounts

    group by month_start

),

levelled as (

    select
        month_start,
        {{ waterfall_columns() }}

    from steps

),

final as (

    select
        levelled.*,
        {%- for column in waterfall_steps() + levels if column != 'net_revenue' %}
        case
            when levelled.net_revenue_amount > 0
                then {{ ratio('levelled.' ~ column ~ '_amount', 'levelled.net_revenue_amount') }}
        end as {{ column }}_rate,
        {%- endfor %}
        customers.order_count,
        customers.return_count,
        {%- for amount in waterfall_column_names() %}
        customers.known_{{ amount }},
        {%- endfor %}
        {%- for level in levels if level != 'net_revenue' %}
        case
            when customers.known_net_revenue_amount > 0
                then {{ ratio('customers.known_' ~ level ~ '_amount', 'customers.known_net_revenue_amount') }}
        end as known_{{ level }}_rate,
        {%- endfor %}
        customers.left_out_net_revenue_amount,
        customers.left_out_line_count,
        customers.left_out_amount_count,
        customers.uncosted_net_revenue_amount,
        customers.unpriced_line_count,
        customers.uncosted_line_count,
        customers.unknown_amount_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from levelled

    -- every month of the ledger is a month of some customer
    inner join customers
        on levelled.month_start = customers.month_start

)

select * from final
