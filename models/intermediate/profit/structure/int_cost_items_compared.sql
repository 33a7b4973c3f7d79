{{ config(materialized='table') }}

{#-
    Every item of cost beside itself in the month before, and what each customer's quantity of it
    would have cost at the company's own rate of then. One rate for everybody is what makes
    customers, products and the company agree. Each customer has the difference of two running
    totals, so that all of them sum exactly to the item. A month that has not come yet has no rows.
-#}
{%- set item = 'partition by month_start, waterfall_step, cost_category, driver, item_id' -%}
{%- set sides = {'': 'month_start', 'previous_': months_later('month_start', 1)} -%}
{%- set key = [
    'month_start', 'customer_id', 'product_id', 'waterfall_step', 'cost_category', 'driver', 'item_id',
] -%}

with

sides as (

    {%- for side, month_start in sides.items() %}
    select
        {{ month_start }} as month_start,
        {{ key[1:] | join(',\n        ') }},
        {{ 'known_cost_amount' if side == '' else '0' }} as known_cost_amount,
        {{ '0' if side == '' else 'known_cost_amount' }} as previous_cost_amount,
        {{ 'unknown_amount_count' if side == '' else '0' }} as unknown_amount_count,
        {{ 'quantity' if side == '' else '0' }} as quantity,
        {{ '0' if side == '' else 'quantity' }} as previous_quantity
    from {{ ref('int_cost_items_gathered') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

paired as (

    select
        {{ key | join(',\n        ') }},
        {{ sum_money('known_cost_amount') }} as known_cost_amount,
        {{ sum_money('previous_cost_amount') }} as previous_cost_amount,
        cast(sum(unknown_amount_count) as bigint) as unknown_amount_count,
        cast(sum(quantity) as decimal(18, 4)) as quantity,
        cast(sum(previous_quantity) as decimal(18, 4)) as previous_quantity

    from sides

    where month_start <= {{ as_of_date() }}

    group by {{ key | join(', ') }}

),

running as (

    select
        *,
        sum(abs(known_cost_amount) + abs(previous_cost_amount) + unknown_amount_count) over ({{ item }})
            as item_size,
        cast(sum(previous_cost_amount) over ({{ item }}) as decimal(18, 4)) as item_previous_cost,
        cast(sum(quantity) over ({{ item }}) as decimal(18, 4)) as item_quantity,
        cast(sum(previous_quantity) over ({{ item }}) as decimal(18, 4)) as item_previous_quantity,
        cast(sum(quantity) over in_turn as decimal(18, 4)) as quantity_so_far,
        cast(sum(previous_quantity) over in_turn as decimal(18, 4)) as previous_quantity_so_far

    from paired

    window in_turn as (
        {{ item }}
        order by customer_id, product_id
        rows between unbounded preceding and current row
    )

),

priced as (

    select
        {%- for side in sides %}
        {{ in_proportion('item_previous_cost', side ~ 'quantity_so_far', 'item_previous_quantity') }}
            as {{ side }}standard_so_far,
        {%- endfor %}
        running.*

    from running

    -- units of a category in which the product costs nothing in either month
    where item_size <> 0

),

parted as (

    select
        {%- for side in sides %}
        {{ side }}standard_so_far - lag({{ side }}standard_so_far, 1, 0) over in_turn
            as {{ side }}standard_amount,
        {%- endfor %}
        priced.*

    from priced

    window in_turn as ({{ item }} order by customer_id, product_id)

),

classified as (

    select
        *,
        case
            when
                item_previous_quantity > 0 and item_quantity > 0
                and count(*) over ({{ item }})
                = count(standard_amount + previous_standard_amount) over ({{ item }})
                then 'comparable'
            when driver not in ('units', 'commission_base', 'charged_lines') then 'undriven'
            when item_previous_quantity <= 0 and item_quantity > 0 then 'new'
            when item_previous_quantity > 0 and item_quantity <= 0 then 'lost'
            else 'undriven'
        end as item_status

    from parted

)

select
    {{ key | join(',\n    ') }},
    item_status,
    known_cost_amount,
    previous_cost_amount,
    unknown_amount_count,
    quantity,
    previous_quantity,
    cast(standard_amount as decimal(18, 4)) as standard_amount,
    cast(previous_standard_amount as decimal(18, 4)) as previous_standard_amount

from classified
