{#-
    The quota of each person in each commission period: the parts of all quotas that fall into it,
    by days. A quota whose amount or exchange rate is unknown makes the period's quota unknown.
-#}
with

quotas as (

    select
        *,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as quota_currency_code

    from {{ ref('stg_crm__quotas') }}

    where not is_deleted

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

prorated as (

    select
        quotas.user_id,
        periods.period_start,
        {{ part_of(
            multiply('quotas.quota_local', '1', rate_to_reporting('quotas.quota_currency_code', 'fx_rates')),
            days_after(
                'least(quotas.period_end, periods.period_end)',
                'greatest(quotas.period_start, periods.period_start)'
            ),
            days_after('quotas.period_end', 'quotas.period_start')
        ) }} as quota_amount

    from quotas

    inner join {{ ref('int_commission_periods_dated') }} as periods
        on
            quotas.period_start < periods.period_end
            and quotas.period_end > periods.period_start

    left join fx_rates
        on
            quotas.quota_currency_code = fx_rates.currency_code
            and quotas.period_start = fx_rates.rate_date

)

select
    user_id,
    period_start,
    {{ sum_or_unknown('quota_amount') }} as quota_amount

from prorated

group by
    user_id,
    period_start
