{%- set outcomes = [
    'counted', 'superseded', 'quarantined', 'deleted', 'test', 'cancelled', 'excluded_account', 'gift_card',
    'converted_refund', 'not_yet_begun', 'unconverted', 'uncosted', 'unsettled',
] -%}
{%- set columns = [
    'measure', 'period', 'currency_code', 'outcome', 'row_count', 'unreadable_row_count', 'value_local',
    'rounding_bound',
] | join(',\n        ') -%}

{#-
    Puts what became of the landed amounts side by side, one column for each outcome: those of the
    extracts as they landed, and those that are worked out to hold the ledger against.
-#}
with

traced as (

    select
        measure,
        period,
        currency_code,
        value_local,
        outcome
    from {{ ref('int_extract_values_traced') }}

    union all

    select
        measure,
        period,
        currency_code,
        value_local,
        outcome
    from {{ ref('int_cost_values_traced') }}

),

counted as (

    select
        measure,
        period,
        currency_code,
        outcome,
        1 as row_count,
        case when value_local is null then 1 else 0 end as unreadable_row_count,
        coalesce(value_local, 0) as value_local,
        0 as rounding_bound
    from traced

    union all

    select
        {{ columns }}
    from {{ ref('int_sales_values_computed') }}

    union all

    select
        {{ columns }}
    from {{ ref('int_charges_computed') }}

),

summed as (

    select
        period,
        currency_code,
        measure,
        cast(sum(row_count) as bigint) as extract_row_count,
        cast(sum(unreadable_row_count) as bigint) as unreadable_row_count,
        {{ sum_money('value_local') }} as extract_amount,
        {%- for outcome in outcomes %}
        {{ sum_money(of_outcome(outcome)) }} as {{ outcome }}_amount,
        {%- endfor %}
        {{ sum_money('rounding_bound') }} as rounding_bound

    from counted

    group by
        period,
        currency_code,
        measure

)

select * from summed
