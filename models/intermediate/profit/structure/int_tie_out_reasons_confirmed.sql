{#-
    Every reason with its money, what our ledger could not value among them, and whether finance
    has confirmed it. Only a confirmed reason explains anything (gl_known_differences), and only
    with an amount in the reporting currency.
-#}
with

reasons as (

    select
        month_start,
        account_group,
        reason,
        '{{ var("reporting_currency") }}' as currency_code,
        'known' as basis,
        amount as amount_local,
        amount,
        cast(0 as decimal(18, 4)) as revenue_amount
    from {{ ref('int_tie_out_reasons_gathered') }}

    union all

    select
        month_start,
        account_group,
        reason,
        currency_code,
        basis,
        amount_local,
        amount,
        revenue_amount
    from {{ ref('int_unknown_amounts_guessed') }}

)

select
    reasons.*,
    known.reason is not null as is_confirmed

from reasons

left join {{ ref('gl_known_differences') }} as known
    on
        reasons.account_group = known.account_group
        and reasons.reason = known.reason
        and {{ effective_at('reasons.month_start', 'known') }}
