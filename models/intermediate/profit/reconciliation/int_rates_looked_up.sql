{#-
    The rate of every currency on every day, looked up once more: the last quote that is not older
    than `fx_rate_valid_days`, whatever came after it. The reconciliation needs rates that do not
    share code with the ledger's.
-#}
with

quotes as (

    select
        from_currency as currency_code,
        rate_date,
        rate,
        true as is_direct
    from {{ ref('stg_costs__fx_rates') }}
    where
        not is_deleted
        and to_currency = '{{ var("reporting_currency") }}'
        and from_currency <> '{{ var("reporting_currency") }}'

    union all

    select
        to_currency as currency_code,
        rate_date,
        {{ inverse('rate') }} as rate,
        false as is_direct
    from {{ ref('stg_costs__fx_rates') }}
    where
        not is_deleted
        and from_currency = '{{ var("reporting_currency") }}'
        and to_currency <> '{{ var("reporting_currency") }}'

),

chosen as (

    select
        currency_code,
        rate_date,
        case
            when count(case when is_direct then 1 end) > 0 then max(case when is_direct then rate end)
            else max(rate)
        end as rate

    from quotes

    group by
        currency_code,
        rate_date

),

calendar as (

    {{ days_between('(select min(rate_date) from chosen)', days_later(as_of_date(), 1)) }}

),

newest as (

    select
        chosen.currency_code,
        calendar.date_day as rate_date,
        max(chosen.rate_date) as quoted_on

    from calendar

    inner join chosen
        on
            calendar.date_day >= chosen.rate_date
            and {{ days_later('calendar.date_day', '-' ~ var('fx_rate_valid_days')) }} < chosen.rate_date

    where chosen.rate is not null

    group by
        chosen.currency_code,
        calendar.date_day

)

select
    newest.currency_code,
    newest.rate_date,
    cast(chosen.rate as decimal(18, 10)) as rate_to_reporting

from newest

inner join chosen
    on
        newest.currency_code = chosen.currency_code
        and newest.quoted_on = chosen.rate_date
