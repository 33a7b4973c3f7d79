{#-
    What goods cost out of what they were sold for, where both are known: for each category, and
    for all of them together (`*`). A guess at goods that never had a cost is made of it; the
    ledger is not.
-#}
with

order_lines as (

    select
        products.category,
        costed.net_amount,
        costed.cogs_amount

    from {{ ref('int_order_lines_costed') }} as costed

    inner join {{ ref('int_products_described') }} as products
        on costed.product_id = products.product_id

    where
        costed.line_kind = 'product'
        and costed.net_amount is not null
        and costed.cogs_amount is not null

),

scoped as (

    select
        category,
        net_amount,
        cogs_amount
    from order_lines
    where category is not null

    union all

    select
        '*' as category,
        net_amount,
        cogs_amount
    from order_lines

)

select
    category,
    {{ sum_money('net_amount') }} as net_amount,
    {{ sum_money('cogs_amount') }} as cogs_amount

from scoped

group by category

having sum(net_amount) > 0
