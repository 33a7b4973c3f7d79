{#-
    The customers that the back-test looks at: all, or as many as are plenty. Ids are hashes, so the
    first of them are a sample that no property of a customer decides and that stays the same.
-#}
with

buyers as (

    select distinct customer_id
    from {{ ref('int_contributions_posted') }}
    where purchase_day is not null

),

ranked as (

    select
        customer_id,
        row_number() over (order by customer_id) as draw
    from buyers

)

select customer_id
from ranked
where draw <= {{ var('clv_backtest_customers') | int }}
