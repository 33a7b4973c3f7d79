{#-
    Which order counted as a customer's first, and from when to when. An order counts from the day it
    was placed, or from the day on which the last order before it was given back, until it is given
    back itself: what was said of a month then and what is said today differ by these rows. Today's
    answer is the one of int_first_orders_found.
-#}
with

changes as (

    select
        order_id,
        customer_id,
        ordered_date,
        posted_date,
        sum(value_local - order_discount_local - returns_local) as kept_change

    from {{ ref('int_order_lines_posted') }}

    where
        {{ is_customer('customer_id') }}
        and line_kind <> 'gift_card'

    group by
        order_id,
        customer_id,
        ordered_date,
        posted_date

),

running as (

    select
        *,
        sum(kept_change) over (
            partition by order_id
            order by posted_date
            rows between unbounded preceding and current row
        ) as kept_so_far
    from changes

),

last_kept as (

    select
        *,
        max(case when kept_so_far > 0 then posted_date end) over (partition by order_id) as last_kept_date
    from running

),

lives as (

    select
        order_id,
        customer_id,
        ordered_date,
        min(case when posted_date > last_kept_date then posted_date end) as given_back_date

    from last_kept

    where last_kept_date is not null

    group by
        order_id,
        customer_id,
        ordered_date

),

queued as (

    select
        *,
        coalesce(given_back_date, date '9999-12-31') as ends_on,
        -- an earlier order that was never given back leaves no room for this one
        coalesce(
            max(coalesce(given_back_date, date '9999-12-31')) over (
                partition by customer_id
                order by ordered_date, order_id
                rows between unbounded preceding and 1 preceding
            ),
            ordered_date
        ) as free_from
    from lives

),

stated as (

    select
        customer_id,
        order_id,
        ordered_date,
        greatest(ordered_date, free_from) as stated_date,
        given_back_date as restated_date

    from queued

    where
        free_from < ends_on
        and ordered_date < ends_on

)

select
    *,
    row_number() over (partition by customer_id order by stated_date desc, order_id asc) = 1 as is_latest

from stated
