{%- set levels = ['net_revenue', 'gross_profit', 'cm1', 'cm2', 'cm3', 'net_profit'] -%}

with

customers as (

    select
        month_start,
        cast(sum(order_count) as bigint) as order_count,
        cast(sum(return_count) as bigint) as return_count,
        {{ sum_money('known_net_revenue_amount') }} as known_net_revenue_amount,
        {{ sum_money('known_gross_profit_amount') }} as known_gross_profit_amount,
        {{ sum_money('known_cm2_amount') }} as known_cm2_amount,
        {{ sum_money('uncosted_net_revenue_amount') }} as uncosted_net_revenue_amount,
        cast(sum(unpriced_line_count) as bigint) as unpriced_line_count,
        cast(sum(uncosted_line_count) as bigint) as uncosted_line_count,
        cast(sum(unknown_amount_count) as bigint) as unknown_amount_count

    from {{ ref('fct_customer_profit_monthly') }}

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
        customers.known_net_revenue_amount,
        customers.known_gross_profit_amount,
        customers.known_cm2_amount,
        customers.uncosted_net_revenue_amount,
        cast(customers.known_net_revenue_amount - customers.uncosted_net_revenue_amount as decimal(18, 4))
            as costed_net_revenue_amount,
        case
            when customers.known_net_revenue_amount > customers.uncosted_net_revenue_amount
                then {{ ratio(
                    'customers.known_gross_profit_amount',
                    '(customers.known_net_revenue_amount - customers.uncosted_net_revenue_amount)'
                ) }}
        end as known_gross_profit_rate,
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
