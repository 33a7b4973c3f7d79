{#-
    The rate of every currency to the reporting currency on every day. A rate holds from its date
    until the next one, but no longer than `fx_rate_valid_days`: after that it is unknown, because
    a price list from last year is not a rate. A rate that is only quoted the other way round is
    turned round; a direct quote of the same day beats it.
-#}
with

rates as (

    select * from {{ ref('stg_costs__fx_rates') }}
    where not is_deleted

),

quotes as (

    select
        from_currency as currency_code,
        rate_date,
        rate,
        1 as preference
    from rates
    where
        to_currency = '{{ var("reporting_currency") }}'
        and from_currency <> '{{ var("reporting_currency") }}'

    union all

    select
        to_currency as currency_code,
        rate_date,
        {{ inverse('rate') }} as rate,
        2 as preference
    from rates
    where
        from_currency = '{{ var("reporting_currency") }}'
        and to_currency <> '{{ var("reporting_currency") }}'

),

preferred as (

    select
        currency_code,
        rate_date,
        rate,
        row_number() over (
            partition by currency_code, rate_date
            order by preference
        ) as quote_rank

    from quotes

),

windows as (

    select
        currency_code,
        rate,
        rate_date as valid_from,
        least(
            lead(rate_date) over (partition by currency_code order by rate_date),
            {{ days_later('rate_date', var('fx_rate_valid_days')) }}
        ) as valid_to

    from preferred

    where
        quote_rank = 1
        and rate is not null

),

days as (

    {{ days_between('(select min(rate_date) from rates)', days_later(as_of_date(), 1)) }}

),

filled as (

    select
        windows.currency_code,
        days.date_day as rate_date,
        {{ what_if('fx_rate', 'windows.rate', 'decimal(18, 10)', {
            'currency_code': 'windows.currency_code',
        }) }} as rate_to_reporting

    from windows

    inner join days
        on {{ effective_at('days.date_day', 'windows') }}

)

select * from filled
