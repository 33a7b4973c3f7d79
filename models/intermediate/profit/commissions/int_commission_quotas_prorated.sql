{#-
    The quota of each person in each commission period, as it was known in every statement in which
    something about that person's period was new: the parts of all quotas that fall into it, by
    days. A quota whose amount or exchange rate is unknown makes the period's quota unknown.
-#}
with

quotas as (

    select
        *,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as quota_currency_code

    from {{ ref('stg_crm__quota_versions') }}

    where not is_deleted

),

runs as (

    select * from {{ ref('int_commission_runs_read') }}

),

periods as (

    select * from {{ ref('int_commission_periods_dated') }}

),

fx_rates as (

    select * from {{ ref('int_commission_fx_rates_known') }}

),

prorated as (

    select
        runs.user_id,
        runs.period_start,
        runs.stated_from,
        {{ part_of(
            multiply('quotas.quota_amount', '1', rate_to_reporting('quotas.quota_currency_code', 'fx_rates')),
            days_after(
                'least(quotas.period_end, periods.period_end)',
                'greatest(quotas.period_start, periods.period_start)'
            ),
            days_after('quotas.period_end', 'quotas.period_start')
        ) }} as quota_amount

    from runs

    inner join periods
        on runs.period_start = periods.period_start

    inner join quotas
        on
            runs.user_id = quotas.user_id
            and periods.period_end > quotas.period_start
            and periods.period_start < quotas.period_end
            and {{ known_at('runs.read_on', 'quotas') }}

    left join fx_rates
        on
            quotas.quota_currency_code = fx_rates.currency_code
            and quotas.period_start = fx_rates.rate_date
            and runs.read_on = fx_rates.known_on

)

select
    user_id,
    period_start,
    stated_from,
    {{ sum_or_unknown('quota_amount') }} as quota_amount

from prorated

group by
    user_id,
    period_start,
    stated_from
