{#-
    Every element of the ledger belongs to a measure of the reconciliation in every source that it
    comes from, and the reconciliation holds that measure: no money is posted that nothing is held against.
-#}
with

posted as (

    select distinct
        element,
        source_table
    from {{ ref('fct_profit_ledger') }}

)

select
    posted.element,
    posted.source_table,
    count(distinct measures.measure) as measure_count

from posted

left join {{ ref('reconciled_elements') }} as elements
    on
        posted.element = elements.element
        and elements.source_table in (posted.source_table, 'any')

left join {{ ref('rpt_reconciliation') }} as measures
    on elements.measure = measures.measure

group by
    posted.element,
    posted.source_table

having count(distinct measures.measure) <> 1
