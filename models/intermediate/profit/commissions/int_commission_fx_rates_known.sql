{{ config(materialized='table') }}

{#-
    The rate of every currency to the reporting currency: as it is known now for every day, and as
    it was known earlier for the days that older states of orders and quotas need, by the rules of
    int_fx_rates_filled. A scenario moves both alike: quotas in dollars follow the dollar.
-#}
with

needed as (

    select
        ordered_date as rate_date,
        read_on as known_on
    from {{ ref('int_commission_lines_restated') }}

    union

    select
        costed_date as rate_date,
        read_on as known_on
    from {{ ref('int_commission_lines_restated') }}

    union

    select
        quotas.period_start as rate_date,
        periods.read_on as known_on
    from {{ ref('stg_crm__quota_versions') }} as quotas
    cross join {{ ref('int_commission_periods_dated') }} as periods
    where
        quotas.currency_code <> '{{ var("reporting_currency") }}'
        and periods.read_on < {{ as_of_date() }}

),

quotes as (

    select
        from_currency as currency_code,
        rate_date,
        rate,
        1 as preference,
        known_from,
        known_to
    from {{ ref('stg_costs__fx_rate_versions') }}
    where
        not is_deleted
        and to_currency = '{{ var("reporting_currency") }}'
        and from_currency <> '{{ var("reporting_currency") }}'

    union all

    select
        to_currency as currency_code,
        rate_date,
        {{ inverse('rate') }} as rate,
        2 as preference,
        known_from,
        known_to
    from {{ ref('stg_costs__fx_rate_versions') }}
    where
        not is_deleted
        and from_currency = '{{ var("reporting_currency") }}'
        and to_currency <> '{{ var("reporting_currency") }}'

),

ranked as (

    select
        quotes.currency_code,
        needed.rate_date,
        needed.known_on,
        {{ what_if('fx_rate', 'quotes.rate', 'decimal(18, 10)', {
            'currency_code': 'quotes.currency_code',
        }) }} as rate_to_reporting,
        row_number() over (
            partition by quotes.currency_code, needed.rate_date, needed.known_on
            order by quotes.rate_date desc, quotes.preference asc
        ) as quote_rank

    from needed

    inner join quotes
        on
            needed.rate_date >= quotes.rate_date
            and needed.rate_date < {{ days_later('quotes.rate_date', var('fx_rate_valid_days')) }}
            and {{ known_at('needed.known_on', 'quotes') }}

    where quotes.rate is not null

)

select
    currency_code,
    rate_date,
    known_on,
    rate_to_reporting

from ranked

where quote_rank = 1

union all

select
    currency_code,
    rate_date,
    {{ as_of_date() }} as known_on,
    rate_to_reporting

from {{ ref('int_fx_rates_filled') }}
