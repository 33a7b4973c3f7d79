{#-
    The measures of the ledger's elements, with their signs, sum to all that the ledger holds: no
    amount stands against two measures, and none against nothing.
-#}
with

measures as (

    select distinct
        measure,
        sign
    from {{ ref('reconciled_elements') }}

),

reconciled as (

    select sum(measures.sign * totals.mart_amount) as amount
    from {{ ref('rpt_reconciliation') }} as totals
    inner join measures
        on totals.measure = measures.measure

),

ledger as (

    select sum(amount) as amount
    from {{ ref('fct_profit_ledger') }}

)

select
    reconciled.amount as reconciled_amount,
    ledger.amount as ledger_amount

from reconciled

cross join ledger

where coalesce(reconciled.amount, 0) <> coalesce(ledger.amount, 0)
