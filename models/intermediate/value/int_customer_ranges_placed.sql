{#- The range that a customer's value lies in, by what like predictions came to. -#}
with

values_today as (

    select
        customer_id,
        expected_margin,
        expected_worth
    from {{ ref('int_customer_values_settled') }}
    where
        purpose = 'score'
        and expected_margin is not null

),

ranges as (

    select * from {{ ref('int_value_ranges_learned') }}
    where learned_from = 'all'

),

placed as (

    select
        values_today.customer_id,
        ranges.customers as learned_customers,
        greatest(abs(values_today.expected_margin), ranges.least_unit) as unit,
        -- a range is as far away in time as what it is the range of
        case
            when values_today.expected_margin <> 0
                then values_today.expected_worth / values_today.expected_margin
            else {{ worth_of_even_stream(
                var('clv_horizon_days') | int, var('discount_rate_annual') | float
            ) }}
        end as worth_of_one,
        ranges.low_units,
        ranges.high_units

    from values_today

    inner join ranges
        on
            values_today.expected_margin >= coalesce(ranges.from_margin, -1e300)
            and values_today.expected_margin < coalesce(ranges.to_margin, 1e300)

)

select
    customer_id,
    learned_customers,
    low_units * unit * worth_of_one as low_worth,
    high_units * unit * worth_of_one as high_worth

from placed
