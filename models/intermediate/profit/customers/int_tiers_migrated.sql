{#-
    How a customer's tier changed from each closed fiscal year to the next. A year that is not
    full counts as N; who first bought in the later year is new.
-#}
with

yearly as (

    select
        customer_id,
        fiscal_year,
        case when is_provisional then 'N' else coalesce(tier, 'none') end as tier,
        known_cm2_amount,
        min(fiscal_year) over () as first_closed_year
    from {{ ref('int_customer_years_tiered') }}
    where
        is_closed
        and is_provisional <> is_full_year

)

select
    later.customer_id,
    later.fiscal_year as to_fiscal_year,
    later.fiscal_year - 1 as from_fiscal_year,
    coalesce(earlier.tier, 'new') as from_tier,
    later.tier as to_tier,
    coalesce(earlier.known_cm2_amount, 0) as from_cm2_amount,
    later.known_cm2_amount as to_cm2_amount

from yearly as later

left join yearly as earlier
    on
        later.customer_id = earlier.customer_id
        and later.fiscal_year - 1 = earlier.fiscal_year

where later.fiscal_year > later.first_closed_year
