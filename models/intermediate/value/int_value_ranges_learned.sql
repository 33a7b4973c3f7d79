{{ config(materialized='table') }}

{#-
    How far customers' real margins lay from the published prediction, for tenths of like predictions:
    the outer tenths of the differences make the range of a value. `all` past days make the ranges
    that are published; those `earlier` than the last one are tried out on it.
-#}
{%- set fewest_of_a_bin = 30 -%}
with

judged as (

    select
        settled.expected_margin,
        outcomes.margin_after - settled.expected_margin as difference,
        outcomes.origin_number

    from {{ ref('int_customer_values_settled') }} as settled

    inner join {{ ref('int_purchase_outcomes_counted') }} as outcomes
        on
            settled.purpose = outcomes.purpose
            and settled.origin_date = outcomes.origin_date
            and settled.customer_id = outcomes.customer_id

    where
        settled.purpose = 'worth'
        and settled.expected_margin is not null
        and outcomes.margin_after is not null

),

lessons as (

    select
        'all' as learned_from,
        expected_margin,
        difference
    from judged

    union all

    select
        'earlier' as learned_from,
        expected_margin,
        difference
    from judged
    where origin_number > 1

),

ranked as (

    select
        *,
        percent_rank() over (partition by learned_from order by expected_margin) as place
    from lessons

),

binned as (

    select
        *,
        cast(floor(least(place * 10, 9)) as bigint) as bin
    from ranked

),

together as (

    select
        learned_from,
        {{ quantile('difference', 0.1) }} as low_difference,
        {{ quantile('difference', 0.9) }} as high_difference
    from binned
    group by learned_from

),

bins as (

    select
        learned_from,
        bin,
        count(*) as customers,
        min(expected_margin) as from_margin,
        {{ quantile('difference', 0.1) }} as low_difference,
        {{ quantile('difference', 0.9) }} as high_difference
    from binned
    group by
        learned_from,
        bin

)

select
    bins.learned_from,
    bins.bin,
    bins.customers,
    -- below all that was seen is like the lowest of it
    case
        when row_number() over (partition by bins.learned_from order by bins.bin) > 1 then bins.from_margin
    end as from_margin,
    lead(bins.from_margin) over (partition by bins.learned_from order by bins.bin) as to_margin,
    case when bins.customers < {{ fewest_of_a_bin }} then together.low_difference else bins.low_difference end
        as low_difference,
    case when bins.customers < {{ fewest_of_a_bin }} then together.high_difference else bins.high_difference end
        as high_difference

from bins

inner join together
    on bins.learned_from = together.learned_from
