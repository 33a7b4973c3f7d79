{{ config(materialized='table') }}

{#-
    What customers' margins came to, in units of the published prediction, for tenths of like
    predictions with the tenths beside them, so that ranges change by degrees: all but the lowest and
    the highest tenth of them are the range of a value. Expected losses (side -1) are learned apart
    from the rest, because who is to lose much is nothing like who is to bring next to nothing; a side
    that too few taught has no range. The unit of a small prediction is a tenth of the average one,
    because next to nothing is no measure. `all` past days make the ranges that are published; those
    `earlier` than the last are tried out on it.
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
        judged.*
    from judged

    union all

    select
        'earlier' as learned_from,
        judged.*
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

alike as (

    select
        binned.learned_from,
        binned.side,
        binned.bin + beside.step as bin,
        count(*) as customers,
        min(case when beside.step = 0 then binned.expected_margin end) as from_margin,
        {{ quantile('binned.units', 0.1) }} as low_units,
        {{ quantile('binned.units', 0.9) }} as high_units

    from binned

    cross join (values (-1), (0), (1)) as beside (step)

    group by
        binned.learned_from,
        binned.side,
        binned.bin + beside.step

    -- a tenth that nobody is in is none
    having count(case when beside.step = 0 then 1 end) > 0

)

select
    alike.learned_from,
    alike.side,
    alike.bin,
    alike.customers,
    -- below all that was seen is like the lowest of it
    case
        when row_number() over (partition by alike.learned_from, alike.side order by alike.bin) > 1
            then alike.from_margin
    end as from_margin,
    together.least_unit,
    lead(alike.from_margin) over (
        partition by alike.learned_from, alike.side order by alike.bin
    ) as to_margin,
    case when alike.customers < {{ fewest_alike }} then together.low_units else alike.low_units end
        as low_units,
    case when alike.customers < {{ fewest_alike }} then together.high_units else alike.high_units end
        as high_units

from alike

inner join together
    on
        alike.learned_from = together.learned_from
        and alike.side = together.side
