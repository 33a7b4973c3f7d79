{#-
    The statements in which the quota of a person's closed period, its exchange rate or the brackets
    of the role were told anew.
-#}
with

periods as (

    select * from {{ ref('int_commission_periods_dated') }}

),

people as (

    select
        entries.user_id,
        entries.role,
        periods.period_start,
        periods.period_end,
        min(entries.stated_from) as first_stated_from

    from {{ ref('int_commission_entries_spanned') }} as entries

    inner join periods
        on entries.period_start = periods.period_start

    group by
        entries.user_id,
        entries.role,
        periods.period_start,
        periods.period_end

),

quotas as (

    select
        people.user_id,
        people.period_start,
        people.first_stated_from,
        quotas.period_start as quota_start,
        quotas.currency_code,
        quotas.known_from

    from people

    inner join {{ ref('stg_crm__quota_versions') }} as quotas
        on
            people.user_id = quotas.user_id
            and people.period_end > quotas.period_start
            and people.period_start < quotas.period_end

),

told as (

    select
        user_id,
        period_start,
        first_stated_from,
        known_from,
        'quota' as cause
    from quotas

    union

    select
        quotas.user_id,
        quotas.period_start,
        quotas.first_stated_from,
        greatest(quotas.known_from, rates.known_from) as known_from,
        'quota' as cause

    from quotas

    inner join {{ ref('stg_costs__fx_rate_versions') }} as rates
        on
            quotas.currency_code in (rates.from_currency, rates.to_currency)
            and quotas.quota_start >= rates.rate_date
            and quotas.quota_start < {{ days_later('rates.rate_date', var('fx_rate_valid_days')) }}

    where quotas.currency_code <> '{{ var("reporting_currency") }}'

    union

    select
        people.user_id,
        people.period_start,
        people.first_stated_from,
        brackets.known_from,
        'accelerators' as cause

    from people

    inner join {{ ref('commission_accelerators') }} as brackets
        on
            people.role = brackets.role
            and {{ effective_at('people.period_start', 'brackets') }}

    where brackets.known_from is not null

)

select
    told.user_id,
    told.period_start,
    periods.period_start as stated_from,
    max(told.known_from) as known_from,
    told.cause

from told

inner join periods
    on {{ effective_at('told.known_from', 'periods') }}

where periods.period_start > told.first_stated_from

group by
    told.user_id,
    told.period_start,
    periods.period_start,
    told.cause
