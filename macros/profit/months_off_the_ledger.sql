{#-
    Months in which the rows of a profit mart do not sum to the ledger in every step of the waterfall, to
    the last digit; where the ledger does not know a step, some row's must be unknown too.
-#}
{% macro months_off_the_ledger(mart) -%}
with

ledger as (

    select
        posted_month as month_start,
        {{ step_amounts() }}
    from {{ ref('fct_profit_ledger') }}
    group by posted_month

),

summed as (

    select
        month_start,
        {%- for step in waterfall_steps() %}
        {{ sum_or_unknown(step ~ '_amount') }} as {{ step }}_amount{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ mart }}
    group by month_start

)

select
    coalesce(ledger.month_start, summed.month_start) as month_start
    {%- for step in waterfall_steps() %},
    ledger.{{ step }}_amount - summed.{{ step }}_amount as {{ step }}_difference
    {%- endfor %}

from ledger

full outer join summed
    on ledger.month_start = summed.month_start

where
    {%- for step in waterfall_steps() %}
    {{ 'or ' if not loop.first }}coalesce(summed.{{ step }}_amount, -0.5)
    <> coalesce(case when ledger.month_start is null then 0 else ledger.{{ step }}_amount end, -0.5)
    {%- endfor %}
{%- endmacro %}
