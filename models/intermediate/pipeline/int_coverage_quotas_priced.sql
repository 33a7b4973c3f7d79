{#-
    The quota of a person for a period, in the reporting currency at the rate of its first day, or of
    the as-of date while it has not begun. A quota that was never set is unknown, not nothing.
-#}
with

quotas as (

    select
        user_id,
        period_start,
        period_end,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        least(period_start, {{ as_of_date() }}) as rate_date,
        quota_local
    from {{ ref('stg_crm__quotas') }}
    where not is_deleted

)

select
    quotas.user_id,
    quotas.period_start,
    quotas.period_end,
    {{ multiply('quotas.quota_local', '1', rate_to_reporting('quotas.currency_code', 'rates')) }}
        as quota_amount

from quotas

left join {{ ref('int_fx_rates_filled') }} as rates
    on
        quotas.currency_code = rates.currency_code
        and quotas.rate_date = rates.rate_date
