{#-
    What the ledger should hold of every cost but goods sold, and what became of the rest: cost
    given back by restocked goods, commissions, freight, payment fees and cost pools, by month,
    currency and outcome. It takes nothing from where the ledger takes its amounts.
-#}
{%- set reporting = "'" ~ var('reporting_currency') ~ "'" -%}

with

computed as (

    select
        measure,
        period,
        placed_currency_code as currency_code,
        placed_outcome as outcome,
        row_count,
        coalesce(value_amount, value_local) as value_local,
        0 as rounding_bound
    from {{ ref('int_charges_converted') }}

    union all

    select
        'commission' as measure,
        period,
        {{ reporting }} as currency_code,
        'counted' as outcome,
        entry_count as row_count,
        basic_amount + accelerated_amount + unsettled_amount as value_local,
        0.01 * entry_count as rounding_bound
    from {{ ref('int_commissions_computed') }}

    union all

    select
        'restocked_cost' as measure,
        valued.period,
        case
            when valued.cost_rate is null then valued.cost_currency_code
            else {{ reporting }}
        end as currency_code,
        case when valued.cost_rate is null then 'unconverted' else 'counted' end as outcome,
        refunds.part_count as row_count,
        {{ multiply('refunds.restocked_quantity', 'valued.unit_cost', 'coalesce(valued.cost_rate, 1)') }}
            as value_local,
        0 as rounding_bound
    from {{ ref('int_refunds_computed') }} as refunds
    inner join {{ ref('int_line_values_computed') }} as valued
        on
            refunds.order_line_id = valued.order_line_id
            and valued.is_staged
    where
        refunds.line_kind = 'product'
        and refunds.restocked_quantity <> 0
        and valued.unit_cost is not null

)

select
    measure,
    period,
    currency_code,
    outcome,
    cast(sum(row_count) as bigint) as row_count,
    cast(0 as bigint) as unreadable_row_count,
    {{ sum_money('value_local') }} as value_local,
    {{ sum_money('rounding_bound') }} as rounding_bound

from computed

group by
    measure,
    period,
    currency_code,
    outcome
