{#-
    The general ledger's balances in our own terms: the account group that the map gives an
    account, and the sign with which profit sees the amount (the ledger has credits negative). An
    account that nobody mapped stays, as `unmapped`. Another currency is converted at the last
    rate of the month.
-#}
with

balances as (

    select
        *,
        {{ month_start('month') }} as month_start,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as balance_currency_code

    from {{ ref('stg_costs__gl_balances') }}

    where not is_deleted

),

accounts as (

    select * from {{ ref('gl_account_map') }}

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

mapped as (

    select
        balances.gl_account,
        balances.month,
        balances.month_start,
        balances.account_type,
        coalesce(accounts.account_group, 'unmapped') as account_group,
        coalesce(accounts.sign, -1) * case
            when balances.balance_currency_code = '{{ var("reporting_currency") }}' then balances.amount_local
            else {{ multiply('balances.amount_local', '1', 'fx_rates.rate_to_reporting') }}
        end as gl_amount

    from balances

    left join accounts
        on
            balances.gl_account = accounts.gl_account
            and {{ effective_at('balances.month_start', 'accounts') }}

    -- left join on purpose: a balance without a rate must surface as null, not vanish
    left join fx_rates
        on
            balances.balance_currency_code = fx_rates.currency_code
            and fx_rates.rate_date = least(
                {{ days_later(months_later('balances.month_start', 1), '(-1)') }}, {{ as_of_date() }}
            )

)

select
    gl_account,
    month,
    month_start,
    account_type,
    account_group,
    cast(gl_amount as decimal(18, 4)) as gl_amount

from mapped
