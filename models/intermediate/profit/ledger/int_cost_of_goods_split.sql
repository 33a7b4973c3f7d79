{#-
    What the cost of goods of each event is made of: material, labour and production overhead by
    the product's cost in force, or the line's own actual cost, which nobody split. Each part is
    multiplied out by itself; the last part that the unit cost has takes the rounding, so that
    the parts sum to the cost. What comes back to stock takes back the difference of two running
    splits: a line that came back whole leaves nothing in any part.
-#}
with

costs as (

    select
        ordered_date as posted_date,
        'order_lines' as source_table,
        order_line_id as source_id,
        order_line_id,
        order_id,
        customer_id,
        product_id,
        has_actual_cost,
        material_unit_cost,
        labour_unit_cost,
        overhead_unit_cost,
        cost_rate,
        quantity as quantity_so_far,
        cogs_amount as cost_so_far,
        cast(0 as decimal(18, 4)) as quantity_before,
        cast(0 as decimal(18, 4)) as cost_before,
        1 as direction

    from {{ ref('int_order_lines_costed') }}

    where cogs_amount <> 0

    union all

    select
        returned_date as posted_date,
        'returns' as source_table,
        return_id as source_id,
        order_line_id,
        order_id,
        customer_id,
        product_id,
        has_actual_cost,
        material_unit_cost,
        labour_unit_cost,
        overhead_unit_cost,
        cost_rate,
        restocked_so_far as quantity_so_far,
        restocked_amount_so_far as cost_so_far,
        restocked_so_far - restocked_quantity as quantity_before,
        restocked_amount_before as cost_before,
        -1 as direction

    from {{ ref('int_returns_settled') }}

    where restocked_cost_amount <> 0

),

multiplied as (

    select
        *,
        {{ material_part('quantity_so_far', 'cost_so_far') }} as material_so_far,
        {{ material_part('quantity_before', 'cost_before') }} as material_before,
        {{ labour_part('quantity_so_far', 'cost_so_far') }} as labour_so_far,
        {{ labour_part('quantity_before', 'cost_before') }} as labour_before

    from costs

),

parts as (

    select
        *,
        direction * (cost_so_far - cost_before) as cogs_amount,
        direction * (material_so_far - material_before) as material_amount,
        direction * (labour_so_far - labour_before) as labour_amount

    from multiplied

)

select
    posted_date,
    source_table,
    source_id,
    order_line_id,
    order_id,
    customer_id,
    product_id,
    cast(material_amount as decimal(18, 4)) as material_cost_amount,
    cast(labour_amount as decimal(18, 4)) as labour_cost_amount,
    cast(
        case when has_actual_cost then 0 else cogs_amount - material_amount - labour_amount end
        as decimal(18, 4)
    ) as overhead_cost_amount,
    cast(case when has_actual_cost then cogs_amount else 0 end as decimal(18, 4)) as actual_cost_amount

from parts
