{{ config(materialized='table') }}

{#-
    What customers' margins came to, in units of the published prediction, for tenths of like
    predictions: all but the lowest and the highest tenth of them are the range of a value. Expected
    losses (side -1) are learned apart from the rest, because who is to lose much is nothing like who
    is to bring next to nothing; a side that too few taught has no range. The unit of a small prediction
    is a tenth of the average one, because next to nothing is no measure. `all` past days make the
    ranges that are published; those `earlier` than the last are tried out on it.
-#}
{%- set fewest_alike = 30 -%}
with

judged as (

    select
        settled.expected_margin,
        case when settled.expected_margin < 0 then -1 else 1 end as side,
        outcomes.margin_after,
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
        side,
        expected_margin,
        margin_after
    from judged

    union all

    select
        'earlier' as learned_from,
        side,
        expected_margin,
        margin_after
    from judged
    where origin_number > 1

),

ranked as (

    select
        *,
        -- exact, so that the order of rows does not matter
        avg(cast(abs(expected_margin) as decimal(38, 9))) over (partition by learned_from) / 10 as least_unit,
        percent_rank() over (partition by learned_from, side order by expected_margin) as place
    from lessons

),

binned as (

    select
        learned_from,
        side,
        expected_margin,
        least_unit,
        cast(floor(least(place * 10, 9)) as bigint) as bin,
        margin_after / nullif(greatest(abs(expected_margin), least_unit), 0) as units
    from ranked

),

together as (

    select
        learned_from,
        side,
        max(least_unit) as least_unit,
        {{ quantile('units', 0.1) }} as low_units,
        {{ quantile('units', 0.9) }} as high_units
    from binned
    group by
        learned_from,
        side
    having count(*) >= {{ fewest_alike }}

),

bins as (

    select
        learned_from,
        side,
        bin,
        count(*) as customers,
        min(expected_margin) as from_margin,
        {{ quantile('units', 0.1) }} as low_units,
        {{ quantile('units', 0.9) }} as high_units
    from binned
    group by
        learned_from,
        side,
        bin

)

select
    bins.learned_from,
    bins.side,
    bins.bin,
    bins.customers,
    -- below all that was seen is like the lowest of it
    case
        when row_number() over (partition by bins.learned_from, bins.side order by bins.bin) > 1
            then bins.from_margin
    end as from_margin,
    together.least_unit,
    lead(bins.from_margin) over (partition by bins.learned_from, bins.side order by bins.bin) as to_margin,
    case when bins.customers < {{ fewest_alike }} then together.low_units else bins.low_units end
        as low_units,
    case when bins.customers < {{ fewest_alike }} then together.high_units else bins.high_units end
        as high_units

from bins

inner join together
    on
        bins.learned_from = together.learned_from
        and bins.side = together.side
