{#-
    The days on which what is known is settled into something that stays: commission statements
    as they close and margin tiers as their months are judged; and the as-of date. What becomes known
    between two of them is seen on the later one.
-#}
with

days as (

    select read_on from {{ ref('int_commission_periods_dated') }}

    union

    select read_on from {{ ref('int_margin_months_dated') }}

    union

    select {{ as_of_date() }} as read_on

)

select
    read_on,
    {{ days_later('lag(read_on) over (order by read_on)', 1) }} as valid_from,
    {{ days_later('read_on', 1) }} as valid_to

from days
