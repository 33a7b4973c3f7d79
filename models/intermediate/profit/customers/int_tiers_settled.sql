{#-
    The tier of every closed full year, with what the year before says about it: a better year
    moves a customer up at once, a worse one down only as far as it was not enough to stay. So each
    year needs the tier of the one before, back to the first full year, which stands for itself.
-#}
with recursive

full_years as (

    select
        *,
        row_number() over (partition by customer_id, measure order by fiscal_year) as year_number
    from {{ ref('int_tiers_qualified') }}
    where
        is_full_year
        and is_closed

),

settled as (

    select
        customer_id,
        fiscal_year,
        measure,
        cast(year_number as bigint) as year_number,
        reached_order,
        reached_order as tier_order,
        cast(null as integer) as previous_order
    from full_years
    where year_number = 1

    union all

    select
        full_years.customer_id,
        full_years.fiscal_year,
        full_years.measure,
        full_years.year_number,
        full_years.reached_order,
        case
            when settled.tier_order is null or full_years.reached_order <= settled.tier_order
                then full_years.reached_order
            when full_years.reached_order is null then null
            else greatest(settled.tier_order, full_years.stay_order)
        end as tier_order,
        settled.tier_order as previous_order
    from settled
    inner join full_years
        on
            settled.customer_id = full_years.customer_id
            and settled.measure = full_years.measure
            and settled.year_number + 1 = full_years.year_number

)

select
    customer_id,
    fiscal_year,
    measure,
    reached_order,
    tier_order,
    previous_order

from settled
