{%- set of_extract = [
    'superseded_amount', 'quarantined_amount', 'deleted_amount', 'test_amount', 'cancelled_amount',
    'excluded_account_amount', 'gift_card_amount', 'not_yet_begun_amount',
] -%}

with

order_lines as (

    select * from {{ ref('fct_order_line_profit') }}

),

converted as (

    select
        {{ month_label('orders.order_month') }} as period,
        orders.currency_code,
        'refund' as measure,
        cast(sum(
            case
                when returns.is_converted and order_lines.returns_local is not null
                    then returns.refund_local
            end
        ) as decimal(18, 4)) as converted_in_amount,
        cast(sum(
            case
                when not returns.is_converted and order_lines.returns_local is null
                    then returns.refund_local
            end
        ) as decimal(18, 4)) as unsettled_amount

    from {{ ref('int_returns_apportioned') }} as returns

    inner join {{ ref('int_orders_classified') }} as orders
        on returns.order_id = orders.order_id

    inner join order_lines
        on returns.order_line_id = order_lines.order_line_id

    group by
        {{ month_label('orders.order_month') }},
        orders.currency_code

),

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
    from order_lines
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
        coalesce(staged.staged_amount, 0) as staged_amount,
        coalesce(extracts.converted_refund_amount, 0) as converted_out_amount,
        coalesce(converted.converted_in_amount, 0) as converted_in_amount,
        coalesce(converted.unsettled_amount, 0) as unsettled_amount,
        coalesce(marts.mart_amount, 0) as mart_amount,
        coalesce(marts.unpriced_amount, 0) as unpriced_amount

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

    left join converted
        on
            coalesce(extracts.period, marts.period) = converted.period
            and coalesce(extracts.currency_code, marts.currency_code) = converted.currency_code
            and coalesce(extracts.measure, marts.measure) = converted.measure

),

final as (

    select
        *,
        cast(extract_amount - mart_amount as decimal(18, 4)) as difference_amount,
        cast(
            extract_amount - ({{ of_extract | join(' + ') }})
            - converted_out_amount + converted_in_amount - unsettled_amount - mart_amount
            as decimal(18, 4)
        ) as unexplained_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from joined

)

select * from final
