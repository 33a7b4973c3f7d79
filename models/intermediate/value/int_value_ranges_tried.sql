{#-
    Whether the ranges would have held: those learned on earlier past days, on the customers of the
    last one, widened to hold the expectation as the published ones are. At least four in five margins
    should lie within. Who has no range is not tried.
-#}
with

ranges as (

    select * from {{ ref('int_value_ranges_learned') }}
    where learned_from = 'earlier'

),

outcomes as (

    select * from {{ ref('int_purchase_outcomes_counted') }}
    where
        purpose = 'worth'
        and origin_number = 1
        and margin_after is not null

),

held as (

    select
        outcomes.origin_date,
        outcomes.margin_after
        between least(
            ranges.low_units * greatest(abs(settled.expected_margin), ranges.least_unit),
            settled.expected_margin
        )
        and greatest(
            ranges.high_units * greatest(abs(settled.expected_margin), ranges.least_unit),
            settled.expected_margin
        ) as is_within

    from outcomes

    inner join {{ ref('int_customer_values_settled') }} as settled
        on
            outcomes.purpose = settled.purpose
            and outcomes.origin_date = settled.origin_date
            and outcomes.customer_id = settled.customer_id

    inner join ranges
        on
            case when settled.expected_margin < 0 then -1 else 1 end = ranges.side
            and settled.expected_margin >= coalesce(ranges.from_margin, -1e300)
            and settled.expected_margin < coalesce(ranges.to_margin, 1e300)

)

select
    origin_date,
    count(*) as customers,
    count(case when is_within then 1 end) as within_customers

from held

group by origin_date
