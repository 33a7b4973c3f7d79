{#- Puts what became of the landed amounts side by side, one column for each outcome. -#}
with

traced as (

    select * from {{ ref('int_extract_values_traced') }}

),

summed as (

    select
        period,
        currency_code,
        measure,
        count(*) as extract_row_count,
        count(case when value_local is null then outcome end) as unreadable_row_count,
        {{ sum_money('coalesce(value_local, 0)') }} as extract_amount,
        {%- for outcome in reconciliation_outcomes() %}
        {{ sum_money("case when outcome = '" ~ outcome ~ "' then coalesce(value_local, 0) else 0 end") }}
            as {{ outcome }}_amount{{ ',' if not loop.last }}
        {%- endfor %}

    from traced

    group by
        period,
        currency_code,
        measure

)

select * from summed
