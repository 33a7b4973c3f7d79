{#- Puts what became of the landed amounts side by side, one column for each outcome. -#}
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

summed as (

    select
        period,
        currency_code,
        measure,
        count(*) as extract_row_count,
        count(case when value_local is null then outcome end) as unreadable_row_count,
        {{ sum_money('coalesce(value_local, 0)') }} as extract_amount,
        {{ sum_money(of_outcome('counted')) }} as counted_amount,
        {{ sum_money(of_outcome('superseded')) }} as superseded_amount,
        {{ sum_money(of_outcome('quarantined')) }} as quarantined_amount,
        {{ sum_money(of_outcome('deleted')) }} as deleted_amount,
        {{ sum_money(of_outcome('test')) }} as test_amount,
        {{ sum_money(of_outcome('cancelled')) }} as cancelled_amount,
        {{ sum_money(of_outcome('excluded_account')) }} as excluded_account_amount,
        {{ sum_money(of_outcome('gift_card')) }} as gift_card_amount,
        {{ sum_money(of_outcome('converted_refund')) }} as converted_refund_amount,
        {{ sum_money(of_outcome('not_yet_begun')) }} as not_yet_begun_amount

    from traced

    group by
        period,
        currency_code,
        measure

)

select * from summed
