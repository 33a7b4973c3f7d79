{#-
    The day on which the batches had landed that first told of each sale and refund of goods.
-#}
with

order_batches as (

    select
        order_id,
        min(known_from) as first_known_on
    from {{ ref('stg_orders__order_versions') }}
    group by order_id

),

line_batches as (

    select
        order_line_id,
        min(known_from) as first_known_on
    from {{ ref('stg_orders__order_line_versions') }}
    group by order_line_id

),

return_batches as (

    select
        settled.order_line_id || ':return:' || settled.return_id as posting_id,
        min(versions.known_from) as first_known_on

    from {{ ref('int_returns_settled') }} as settled

    inner join {{ ref('stg_orders__return_versions') }} as versions
        on settled.return_id = versions.return_id

    group by
        settled.order_line_id,
        settled.return_id

)

select
    postings.posting_id,
    greatest(
        order_batches.first_known_on,
        line_batches.first_known_on,
        coalesce(return_batches.first_known_on, order_batches.first_known_on)
    ) as first_known_on

from {{ ref('int_order_lines_posted') }} as postings

inner join order_batches
    on postings.order_id = order_batches.order_id

inner join line_batches
    on postings.order_line_id = line_batches.order_line_id

left join return_batches
    on postings.posting_id = return_batches.posting_id

where postings.line_kind = 'product'
