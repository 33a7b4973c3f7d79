{#-
    What was predicted and what came for customers of like predictions, over all past days: chances
    in ten bins of equal width, orders and margins in tenths of the customers from low to high.
-#}
with

outcomes as (

    select * from {{ ref('int_purchase_outcomes_counted') }}

),

predictions as (

    select
        settled.*,
        cast(outcomes.orders_after as double) as orders_after,
        outcomes.margin_after,
        cast(case when outcomes.orders_after > 0 then 1 else 0 end as double) as was_active

    from {{ ref('int_customer_values_settled') }} as settled

    inner join outcomes
        on
            settled.purpose = outcomes.purpose
            and settled.origin_date = outcomes.origin_date
            and settled.customer_id = outcomes.customer_id

),

listed as (

    select
        'orders' as quantity,
        orders_method as method,
        expected_orders as predicted,
        orders_after as actual
    from predictions
    where purpose = 'worth'

    union all

    select
        'margin' as quantity,
        margin_method as method,
        expected_margin as predicted,
        margin_after as actual
    from predictions
    where purpose = 'worth'

    union all

    select
        'activity' as quantity,
        activity_method as method,
        chance_active as predicted,
        was_active as actual
    from predictions
    where purpose = 'activity'

),

ranked as (

    select
        *,
        case
            when quantity = 'activity' then predicted
            else percent_rank() over (partition by quantity order by predicted)
        end as place
    from listed
    where
        predicted is not null
        and actual is not null

),

binned as (

    select
        *,
        cast(floor(least(place * 10, 9)) as bigint) + 1 as bin
    from ranked

)

select
    quantity,
    method,
    bin,
    cast(count(*) as bigint) as customers,
    {{ steady_sum('abs(predicted - actual)') }} as absolute_error,
    {{ steady_sum('pow(predicted - actual, 2)') }} as squared_error,
    {{ steady_sum('predicted') }} as predicted,
    {{ steady_sum('actual') }} as actual

from binned

group by
    quantity,
    method,
    bin
