{#-
    The range that a customer's value lies in, by what like predictions came to; where most bring nothing
    and a few bring much the expectation lies above it, and the range is widened to hold it. Carries the
    value along: it is a view, and who joined both would compute every score twice.
-#}
with

values_today as (

    select
        *,
        case when expected_margin < 0 then -1 else 1 end as side
    from {{ ref('int_customer_values_settled') }}
    where purpose = 'score'

),

ranges as (

    select * from {{ ref('int_value_ranges_learned') }}
    where learned_from = 'all'

),

chosen as (

    select judged_customers from {{ ref('int_value_methods_chosen') }}
    where quantity = 'margin'

),

placed as (

    select
        values_today.*,
        chosen.judged_customers,
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

    cross join chosen

    left join ranges
        on
            values_today.side = ranges.side
            and values_today.expected_margin >= coalesce(ranges.from_margin, -1e300)
            and values_today.expected_margin < coalesce(ranges.to_margin, 1e300)

)

select
    customer_id,
    own_weight,
    margin_per_order,
    expected_orders,
    orders_method,
    orders_method_reason,
    expected_margin,
    expected_worth,
    margin_method,
    margin_method_reason,
    learned_customers,
    case
        when learned_customers is not null then least(low_units * unit * worth_of_one, expected_worth)
    end as low_worth,
    case
        when learned_customers is not null then greatest(high_units * unit * worth_of_one, expected_worth)
    end as high_worth,
    case
        when expected_margin is null then 'no_margin_is_known'
        when learned_customers is not null then null
        when judged_customers = 0 then 'no_backtest'
        else 'too_few_alike'
    end as range_missing_reason

from placed
