{#-
    The general ledger against ours, by account group and month, as far as it has been delivered:
    a group that it keeps is compared in every month from its first balance to its last, so that a
    month that is missing on either side shows. What confirmed reasons do not explain is left
    unexplained, cents of rounding included.
-#}
{%- set reasons = [
    'refund_rate', 'restocked_goods', 'actual_cost', 'deleted_row', 'excluded_account', 'quarantined',
    'unpriced', 'uncosted',
] -%}

with

balances as (

    select
        account_group,
        month_start,
        {{ sum_money('coalesce(gl_amount, 0)') }} as gl_amount,
        count(gl_account) as gl_account_count,
        count(case when gl_amount is null then gl_account end) as gl_unpriced_count

    from {{ ref('int_gl_balances_mapped') }}

    group by
        account_group,
        month_start

),

kept as (

    select
        account_groups.account_group,
        months.first_month,
        months.last_month

    from (select distinct account_group from balances) as account_groups

    cross join (
        select
            min(month_start) as first_month,
            max(month_start) as last_month
        from balances
    ) as months

),

ledger as (

    select ledger.*

    from {{ ref('int_ledger_groups_summed') }} as ledger

    inner join kept
        on
            ledger.account_group = kept.account_group
            and ledger.month_start between kept.first_month and kept.last_month

),

reasons as (

    select
        *,
        case when reason = 'unpriced' then currency_code end as unpriced_currency,
        case when reason = 'unpriced' then amount_local end as unpriced_local
    from {{ ref('int_tie_out_reasons_confirmed') }}

),

explanations as (

    select
        account_group,
        month_start,
        {%- for reason in reasons %}
        {{ sum_money("case when reason = '" ~ reason ~ "' then coalesce(amount, 0) else 0 end") }}
            as {{ reason }}_amount,
        {%- endfor %}
        {{ sum_money('case when is_confirmed then coalesce(amount, 0) else 0 end') }} as explained_amount,
        {{ sum_money("case when is_confirmed and basis <> 'known' then coalesce(amount, 0) else 0 end") }}
            as guessed_amount,
        {{ sum_money('revenue_amount') }} as uncosted_revenue_amount,
        -- money of two currencies is not added up; rpt_tie_out_reasons has each
        case when count(distinct unpriced_currency) <= 1 then max(unpriced_currency) else 'several' end
            as unpriced_currency_code,
        case when count(distinct unpriced_currency) = 1 then sum(unpriced_local) end as unpriced_local_amount

    from reasons

    group by
        account_group,
        month_start

),

joined as (

    select
        coalesce(balances.account_group, ledger.account_group) as account_group,
        coalesce(balances.month_start, ledger.month_start) as month_start,
        coalesce(balances.gl_amount, 0) as gl_amount,
        coalesce(balances.gl_account_count, 0) as gl_account_count,
        coalesce(balances.gl_unpriced_count, 0) as gl_unpriced_count,
        coalesce(ledger.ledger_amount, 0) as ledger_amount,
        coalesce(ledger.unpriced_amount_count, 0) as unpriced_amount_count,
        coalesce(ledger.uncosted_amount_count, 0) as uncosted_amount_count

    from balances

    full outer join ledger
        on
            balances.account_group = ledger.account_group
            and balances.month_start = ledger.month_start

)

select
    joined.*,
    cast(joined.gl_amount - joined.ledger_amount as decimal(18, 4)) as difference_amount,
    {%- for reason in reasons + ['explained', 'guessed', 'uncosted_revenue'] %}
    coalesce(explanations.{{ reason }}_amount, 0) as {{ reason }}_amount,
    {%- endfor %}
    explanations.unpriced_currency_code,
    cast(explanations.unpriced_local_amount as decimal(18, 4)) as unpriced_local_amount,
    cast(
        joined.gl_amount - joined.ledger_amount - coalesce(explanations.explained_amount, 0) as decimal(18, 4)
    ) as unexplained_amount

from joined

left join explanations
    on
        joined.account_group = explanations.account_group
        and joined.month_start = explanations.month_start
