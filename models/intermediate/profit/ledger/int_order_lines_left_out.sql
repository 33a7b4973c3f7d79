{{ config(materialized='table') }}

{#-
    The order lines that no known_ amount holds: those of which anything that makes profit is
    unknown, in whatever month it was posted. They are left out whole, so that a cost never counts
    without the sale that it belongs to. An unknown cost of the order as a whole lies on the order's
    unallocated line and leaves out every line of the order, because each would bear a part of it.
-#}
with

unknown as (

    select distinct
        order_id,
        order_line_id
    from {{ ref('int_ledger_posted') }}
    where
        amount is null
        and order_line_id is not null
        -- what is owed for a gift card is in no level of profit
        and waterfall_step <> 'liability'

)

select
    order_id,
    order_line_id
from unknown

union

select
    order_lines.order_id,
    order_lines.order_line_id

from {{ ref('int_order_lines_costed') }} as order_lines

inner join unknown
    on
        order_lines.order_id = unknown.order_id
        and unknown.order_line_id = order_lines.order_id || ':unallocated'
