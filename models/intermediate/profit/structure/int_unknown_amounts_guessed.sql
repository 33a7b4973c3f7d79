{#-
    What our ledger could not value, in the reporting currency as far as one can guess: at the rate
    that finance states for the general ledger's bookings in the currency, else at the last rate
    that was known before, however old, else at the first one after. What nothing is known of stays
    in its own money. `basis` says what the guess rests on.
-#}
with

unknown_amounts as (

    select * from {{ ref('int_unknown_amounts_valued') }}

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

unknown_days as (

    select distinct
        currency_code,
        valued_on
    from unknown_amounts

),

nearest as (

    select
        unknown_days.currency_code,
        unknown_days.valued_on,
        coalesce(
            max(case when fx_rates.rate_date <= unknown_days.valued_on then fx_rates.rate_date end),
            min(fx_rates.rate_date)
        ) as rate_date

    from unknown_days

    inner join fx_rates
        on unknown_days.currency_code = fx_rates.currency_code

    group by
        unknown_days.currency_code,
        unknown_days.valued_on

),

rated as (

    select
        unknown_amounts.*,
        case
            when unknown_amounts.currency_code = '{{ var("reporting_currency") }}' then 1
            else coalesce(stated.rate_to_reporting, fx_rates.rate_to_reporting)
        end as rate_to_reporting,
        case
            when stated.rate_to_reporting is not null then 'stated_rate'
            when fx_rates.rate_to_reporting is not null then 'nearest_rate'
            else 'nothing'
        end as rated_by

    from unknown_amounts

    left join nearest
        on
            unknown_amounts.currency_code = nearest.currency_code
            and unknown_amounts.valued_on = nearest.valued_on

    left join fx_rates
        on
            nearest.currency_code = fx_rates.currency_code
            and nearest.rate_date = fx_rates.rate_date

    left join {{ ref('gl_booking_rates') }} as stated
        on
            unknown_amounts.currency_code = stated.currency_code
            and {{ effective_at('unknown_amounts.valued_on', 'stated') }}

),

guessed as (

    select
        *,
        {{ multiply('amount_local', '1', 'rate_to_reporting') }} as amount,
        case
            when valued_by in ('its_price', 'own_cost') then rated_by
            when rate_to_reporting is null then 'nothing'
            else valued_by
        end as basis

    from rated

)

select
    month_start,
    account_group,
    reason,
    currency_code,
    basis,
    {{ sum_or_unknown('amount_local') }} as amount_local,
    {{ sum_or_unknown('amount') }} as amount,
    {{ sum_money('revenue_amount') }} as revenue_amount

from guessed

group by
    month_start,
    account_group,
    reason,
    currency_code,
    basis
