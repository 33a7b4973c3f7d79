{#-
    Units whose cost of goods is in the ledger: sold less restocked, apart for units at the
    product's cost and at the line's own. Scrapped goods stay in, because their cost does; units
    whose cost is unknown are in neither.
-#}
with

moved as (

    select
        {{ month_start('ordered_date') }} as month_start,
        customer_id,
        product_id,
        has_actual_cost,
        quantity as units
    from {{ ref('int_order_lines_costed') }}
    where
        line_kind = 'product'
        and cogs_amount is not null

    union all

    select
        {{ month_start('returned_date') }} as month_start,
        customer_id,
        product_id,
        has_actual_cost,
        -restocked_quantity as units
    from {{ ref('int_returns_settled') }}
    where
        line_kind = 'product'
        and restocked_quantity <> 0
        and restocked_cost_amount is not null

),

counted as (

    select
        month_start,
        customer_id,
        product_id,
        has_actual_cost,
        cast(sum(units) as decimal(18, 4)) as units

    from moved

    group by
        month_start,
        customer_id,
        product_id,
        has_actual_cost

)

select * from counted
