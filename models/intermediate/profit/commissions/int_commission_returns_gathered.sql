{{ config(materialized='table') }}

{#-
    What each refund takes off the revenue and gives back of the cost of goods, in every state of
    its order: in the newest as it is posted, in older ones settled once more by what was known.
-#}
with

refunds as (

    select
        refunded.*,
        priced.net_local,
        priced.net_revenue_amount as net_amount,
        priced.quantity as line_quantity,
        priced.cogs_amount,
        priced.unit_cost,
        priced.cost_rate,
        priced.rate_to_reporting,
        priced.product_id,
        priced.order_id

    from {{ ref('int_commission_refunds_restated') }} as refunded

    inner join {{ ref('int_commission_lines_repriced') }} as priced
        on
            refunded.order_line_id = priced.order_line_id
            and refunded.read_on = priced.read_on

),

resettled as (

    {{ settled_returns('refunds', line='order_line_id, read_on') }}

),

gathered as (

    select
        settled.return_id,
        settled.order_line_id,
        settled.order_id,
        settled.product_id,
        states.read_on,
        settled.returned_at,
        settled.quantity,
        settled.returns_amount,
        settled.restocked_cost_amount

    from {{ ref('int_returns_settled') }} as settled

    inner join {{ ref('int_commission_orders_stated') }} as states
        on
            settled.order_id = states.order_id
            and states.is_newest

    where settled.line_kind = 'product'

    union all

    select
        return_id,
        order_line_id,
        order_id,
        product_id,
        read_on,
        returned_at,
        quantity,
        returns_amount,
        restocked_cost_amount

    from resettled

)

select
    *,
    order_line_id || ':return:' || return_id as source_id,
    {{ business_date('returned_at') }} as returned_date,
    cast(returns_amount - restocked_cost_amount as decimal(18, 4)) as profit_returned_amount

from gathered
