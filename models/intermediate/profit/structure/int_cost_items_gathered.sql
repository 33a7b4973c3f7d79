{{ config(materialized='table') }}

{#-
    Every cost of a month by customer and item, beside the quantity it is charged by. An item is
    what has a rate of its own: a product with its goods (by the unit), its commission (by the
    base it is paid on) or a charge on its lines (by the line that carries it), and a cost pool
    (by its driver). A product that costs nothing in one category still has its units there, so
    that a cost which begins is a rate that rose and not a product that is new.
-#}
{%- set key = [
    'month_start', 'customer_id', 'product_id', 'waterfall_step', 'cost_category', 'driver', 'item_id',
] -%}
{%- set categories_of_units = {
    'material': 'not has_actual_cost', 'labour': 'not has_actual_cost',
    'operating': 'not has_actual_cost', 'unsplit': 'has_actual_cost',
} -%}

with

costs as (

    select
        ledger.posted_month as month_start,
        ledger.customer_id,
        ledger.product_id,
        ledger.waterfall_step,
        coalesce(ledger.cost_category, 'unsplit') as cost_category,
        case
            when ledger.pool_id is not null then coalesce(pools.driver, 'none')
            when ledger.waterfall_step = 'cogs' then 'units'
            when ledger.waterfall_step = 'commission' then 'commission_base'
            else 'charged_lines'
        end as driver,
        case
            when ledger.pool_id is not null then ledger.pool_id
            when ledger.waterfall_step in ('cogs', 'commission') then ledger.product_id
            else ledger.element || ':' || ledger.product_id
        end as item_id,
        ledger.order_line_id,
        -ledger.amount as cost_amount

    from {{ ref('int_ledger_posted') }} as ledger

    left join {{ ref('int_cost_pools_priced') }} as pools
        on
            ledger.pool_id = pools.pool_id
            and ledger.posted_month = pools.month

    where ledger.waterfall_step not in ('gross_revenue', 'discount', 'returns', 'liability')

),

stacked as (

    select
        {{ key | join(',\n        ') }},
        sum(coalesce(cost_amount, 0)) as known_cost_amount,
        sum(case when cost_amount is null then 1 else 0 end) as unknown_amount_count,
        count(distinct case
            when driver = 'charged_lines' and cost_amount is not null then order_line_id
        end) as quantity
    from costs
    group by {{ key | join(', ') }}

    {%- for category, is_theirs in categories_of_units.items() %}

    union all

    select
        month_start,
        customer_id,
        product_id,
        'cogs' as waterfall_step,
        '{{ category }}' as cost_category,
        'units' as driver,
        product_id as item_id,
        0 as known_cost_amount,
        0 as unknown_amount_count,
        units as quantity
    from {{ ref('int_cost_units_counted') }}
    where {{ is_theirs }}
    {%- endfor %}

    union all

    select
        {{ month_start('earned_date') }} as month_start,
        customer_id,
        product_id,
        'commission' as waterfall_step,
        'labour' as cost_category,
        'commission_base' as driver,
        product_id as item_id,
        0 as known_cost_amount,
        0 as unknown_amount_count,
        base_amount as quantity
    from {{ ref('int_commissions_settled') }}
    where commission_amount is not null

    union all

    select
        month as month_start,
        customer_id,
        'unallocated' as product_id,
        waterfall_step,
        coalesce(cost_category, 'unsplit') as cost_category,
        coalesce(driver, 'none') as driver,
        pool_id as item_id,
        0 as known_cost_amount,
        0 as unknown_amount_count,
        case when driver_quantity > 0 then driver_quantity else 0 end as quantity
    from {{ ref('int_pool_costs_allocated') }}

),

gathered as (

    select
        {{ key | join(',\n        ') }},
        {{ sum_money('known_cost_amount') }} as known_cost_amount,
        cast(sum(unknown_amount_count) as bigint) as unknown_amount_count,
        cast(sum(quantity) as decimal(18, 4)) as quantity

    from stacked

    group by {{ key | join(', ') }}

)

select * from gathered
