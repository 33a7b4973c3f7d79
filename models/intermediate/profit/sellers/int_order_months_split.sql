{{ config(materialized='table') }}

{#-
    What each order brought and cost, spread over the people who hold it as they hold its
    commission: by the splits of its deal, else its sales person, else the owner of its deal. What
    nobody holds is 'unassigned'. Parts are whole cents and sum to the whole; what is not known
    is not known to everybody who holds a part of it.
-#}
with

months as (

    select
        *,
        order_id || ':' || cast(month_start as varchar) || ':' || waterfall_step
        || ':' || cast(is_left_out as varchar) || ':' || cast(is_unknown as varchar) as whole_id
    from {{ ref('int_order_months_summed') }}

),

holders as (

    select
        shares.order_id,
        shares.user_id,
        shares.share_percent,
        count(*) over (partition by shares.order_id) as holder_count

    from {{ ref('int_commission_shares_held') }} as shares

    inner join {{ ref('int_commission_orders_stated') }} as states
        on
            shares.order_id = states.order_id
            and shares.read_on = states.read_on
            and states.is_newest

),

shared as (

    select
        months.*,
        holders.user_id,
        holders.share_percent

    from months

    inner join holders
        on months.order_id = holders.order_id

    where holders.holder_count > 1

),

parts as (

    {{ allocate('shared', 'known_amount', 'share_percent', 'whole_id', 'user_id') }}

)

select
    order_id,
    user_id,
    month_start,
    waterfall_step,
    is_left_out,
    is_unknown,
    allocated_amount as known_amount,
    amount_count

from parts

union all

-- what one person holds alone, or nobody, needs no spreading
select
    months.order_id,
    coalesce(holders.user_id, 'unassigned') as user_id,
    months.month_start,
    months.waterfall_step,
    months.is_left_out,
    months.is_unknown,
    months.known_amount,
    months.amount_count

from months

left join holders
    on months.order_id = holders.order_id

where coalesce(holders.holder_count, 1) = 1
