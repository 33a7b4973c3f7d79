{#-
    Months in which a customer bought: orders with something to pay for, of goods or services that
    are no contract and no gift card. A later refund takes the money back and not the purchase, so
    that what a past month said stays said.
-#}
with

orders as (

    select
        postings.customer_id,
        postings.order_id,
        postings.ordered_date,
        sum(postings.value_local - postings.order_discount_local) as payable_local

    from {{ ref('int_order_lines_posted') }} as postings

    left join {{ ref('int_contract_lines_found') }} as contracts
        on postings.order_line_id = contracts.order_line_id

    where
        postings.posting_type = 'sale'
        and postings.line_kind <> 'gift_card'
        and contracts.order_line_id is null
        and {{ is_customer('postings.customer_id') }}

    group by
        postings.customer_id,
        postings.order_id,
        postings.ordered_date

)

select
    customer_id,
    {{ month_start('ordered_date') }} as month_start,
    count(*) as purchase_count

from orders

where payable_local > 0

group by
    customer_id,
    {{ month_start('ordered_date') }}
