{#-
    What our ledger could not value, in the reporting currency as far as one can guess: at the last
    rate that was known before, however old, else at the first one after. A currency that was
    never quoted stays in its own money.
-#}
with

unknown_amounts as (

    select * from {{ ref('int_unknown_amounts_valued') }}

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

nearest as (

    select
        days.currency_code,
        days.valued_on,
        coalesce(
            max(case when fx_rates.rate_date <= days.valued_on then fx_rates.rate_date end),
            min(fx_rates.rate_date)
        ) as rate_date

    from (select distinct currency_code, valued_on from unknown_amounts) as days

    inner join fx_rates
        on days.currency_code = fx_rates.currency_code

    group by
        days.currency_code,
        days.valued_on

),

guessed as (

    select
        unknown_amounts.*,
        {{ multiply(
            'unknown_amounts.amount_local', '1', rate_to_reporting('unknown_amounts.currency_code', 'fx_rates')
        ) }} as amount

    from unknown_amounts

    left join nearest
        on
            unknown_amounts.currency_code = nearest.currency_code
            and unknown_amounts.valued_on = nearest.valued_on

    left join fx_rates
        on
            nearest.currency_code = fx_rates.currency_code
            and nearest.rate_date = fx_rates.rate_date

)

select
    month_start,
    account_group,
    reason,
    currency_code,
    {{ sum_or_unknown('amount_local') }} as amount_local,
    {{ sum_or_unknown('amount') }} as amount,
    {{ sum_money('revenue_amount') }} as revenue_amount

from guessed

group by
    month_start,
    account_group,
    reason,
    currency_code
