{%- set of_extract = [
    'superseded_amount', 'quarantined_amount', 'deleted_amount', 'test_amount', 'cancelled_amount',
    'excluded_account_amount', 'gift_card_amount', 'not_yet_begun_amount', 'unconverted_amount',
    'uncosted_amount',
] -%}

with

extracts as (

    select * from {{ ref('int_extract_values_summed') }}

),

marts as (

    {%- for measure, amount in mart_values().items() %}
    select
        {{ month_label('order_month') }} as period,
        currency_code,
        '{{ measure }}' as measure,
        {{ sum_money(amount) }} as mart_amount,
        {{ sum_money('case when is_unpriced then ' ~ amount ~ ' else 0 end') }} as unpriced_amount
    from {{ ref('fct_order_line_profit') }}
    group by
        {{ month_label('order_month') }},
        currency_code
    having sum(abs({{ amount }})) <> 0

    union all
    {%- endfor %}

    select
        period,
        currency_code,
        measure,
        mart_amount,
        unpriced_amount
    from {{ ref('int_cost_values_booked') }}

    union all

    select
        period,
        '{{ var("reporting_currency") }}' as currency_code,
        measure,
        mart_amount,
        cast(0 as decimal(18, 4)) as unpriced_amount
    from {{ ref('int_ledger_values_booked') }}

),

joined as (

    select
        coalesce(extracts.period, marts.period) as period,
        coalesce(extracts.currency_code, marts.currency_code) as currency_code,
        coalesce(extracts.measure, marts.measure) as measure,
        coalesce(extracts.extract_row_count, 0) as extract_row_count,
        coalesce(extracts.unreadable_row_count, 0) as unreadable_row_count,
        coalesce(extracts.extract_amount, 0) as extract_amount,
        {%- for amount in of_extract %}
        coalesce(extracts.{{ amount }}, 0) as {{ amount }},
        {%- endfor %}
        -- what is worked out is worked out of what staging holds
        cast(
            coalesce(
                staged.staged_amount,
                extracts.extract_amount - extracts.superseded_amount - extracts.quarantined_amount,
                0
            ) as decimal(18, 4)
        ) as staged_amount,
        coalesce(extracts.converted_refund_amount, 0) as converted_out_amount,
        coalesce(converted.converted_in_amount, 0) as converted_in_amount,
        coalesce(converted.unsettled_amount, extracts.unsettled_amount, 0) as unsettled_amount,
        coalesce(marts.mart_amount, 0) as mart_amount,
        coalesce(marts.unpriced_amount, 0) as unpriced_amount,
        coalesce(extracts.rounding_bound, 0) as rounding_bound

    from extracts

    full outer join marts
        on
            extracts.period = marts.period
            and extracts.currency_code = marts.currency_code
            and extracts.measure = marts.measure

    left join {{ ref('int_staged_values_summed') }} as staged
        on
            coalesce(extracts.period, marts.period) = staged.period
            and coalesce(extracts.currency_code, marts.currency_code) = staged.currency_code
            and coalesce(extracts.measure, marts.measure) = staged.measure

    left join {{ ref('int_converted_refunds_summed') }} as converted
        on
            coalesce(extracts.period, marts.period) = converted.period
            and coalesce(extracts.currency_code, marts.currency_code) = converted.currency_code
            and coalesce(extracts.measure, marts.measure) = converted.measure

),

differing as (

    select
        *,
        cast(extract_amount - mart_amount as decimal(18, 4)) as difference_amount,
        cast(
            extract_amount - ({{ of_extract | join(' + ') }})
            - converted_out_amount + converted_in_amount - unsettled_amount - mart_amount
            as decimal(18, 4)
        ) as left_amount

    from joined

),

final as (

    select
        period,
        currency_code,
        measure,
        extract_row_count,
        unreadable_row_count,
        extract_amount,
        {%- for amount in of_extract %}
        {{ amount }},
        {%- endfor %}
        staged_amount,
        converted_out_amount,
        converted_in_amount,
        unsettled_amount,
        mart_amount,
        unpriced_amount,
        difference_amount,
        cast(case when abs(left_amount) <= rounding_bound then left_amount else 0 end as decimal(18, 4))
            as rounding_amount,
        cast(case when abs(left_amount) <= rounding_bound then 0 else left_amount end as decimal(18, 4))
            as unexplained_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from differing

)

select * from final
