{#-
    Our ledger by the groups of the general ledger's accounts. An amount that is unknown is counted
    by what is missing: its exchange rate or its cost. What no group claims is not tied out.
-#}
with

postings as (

    select
        ledger.posted_month,
        ledger.element,
        ledger.amount,
        case when ledger.amount is null then ledger.element end as unknown_element,
        case
            when ledger.product_id = 'shipping' then 'shipping'
            else products.product_type
        end as product_kind

    from {{ ref('int_ledger_posted') }} as ledger

    inner join {{ ref('int_products_described') }} as products
        on ledger.product_id = products.product_id

),

summed as (

    select
        elements.account_group,
        postings.posted_month as month_start,
        {{ sum_money('coalesce(postings.amount, 0)') }} as ledger_amount,
        count(case when postings.unknown_element <> 'unknown_cost' then postings.element end)
            as unpriced_amount_count,
        count(case when postings.unknown_element = 'unknown_cost' then postings.element end)
            as uncosted_amount_count

    from postings

    inner join {{ ref('gl_element_map') }} as elements
        on
            postings.element = elements.element
            and elements.product_kind in (postings.product_kind, 'any')

    group by
        elements.account_group,
        postings.posted_month

)

select * from summed
