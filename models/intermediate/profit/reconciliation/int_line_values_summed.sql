{#-
    The amounts of all landed order lines that met the same fate: in the reporting currency where a
    rate is known, else in their own. A part of a unit cost takes the rounding when no other part
    comes after it, as the cost of goods is split.
-#}
{%- set reporting = "'" ~ var('reporting_currency') ~ "'" -%}

with

placed as (

    select
        *,
        coalesce(order_rate, 1) as rate,
        coalesce(cost_rate, 1) as rate_of_cost,
        case when order_rate is null then order_currency_code else {{ reporting }} end
            as revenue_currency_code,
        case
            when order_rate is null and outcome in ('counted', 'gift_card') then 'unconverted'
            else outcome
        end as revenue_outcome,
        case
            when is_gift_card then {{ reporting }}
            when cost_rate is null then cost_currency_code
            else {{ reporting }}
        end as paid_currency_code,
        case
            when outcome <> 'counted' then outcome
            when unit_cost is null then 'uncosted'
            when cost_rate is null then 'unconverted'
            else outcome
        end as cost_outcome

    from {{ ref('int_line_values_computed') }}

),

multiplied as (

    select
        *,
        {{ multiply('quantity', 'list_price_local', 'rate') }} as gross_amount,
        {{ multiply('quantity', 'unit_price_local', 'rate') }} as charged_amount,
        {{ multiply('line_discount_local', '1', 'rate') }} as line_discount_amount,
        case
            when is_gift_card then 0
            else {{ multiply('quantity', 'unit_cost', 'rate_of_cost') }}
        end as cost_amount,
        case
            when is_gift_card or has_actual_cost then 0
            when labour = 0 and overhead = 0 then {{ multiply('quantity', 'unit_cost', 'rate_of_cost') }}
            else {{ multiply('quantity', 'material', 'rate_of_cost') }}
        end as material_amount,
        {{ multiply('quantity', 'labour', 'rate_of_cost') }} as labour_amount

    from placed

),

split as (

    select
        *,
        case
            when is_gift_card or has_actual_cost then 0
            when overhead = 0 then cost_amount - material_amount
            else labour_amount
        end as labour_part

    from multiplied

)

select
    period,
    revenue_currency_code,
    revenue_outcome,
    paid_currency_code,
    cost_outcome,
    is_gift_card,
    count(*) as row_count,
    count(case when charged_amount is null then 1 end) as unreadable_row_count,
    {{ sum_money('coalesce(gross_amount, 0)') }} as gross_revenue,
    {{ sum_money('coalesce(gross_amount - charged_amount, 0)') }} as list_discount,
    {{ sum_money('coalesce(line_discount_amount, 0)') }} as line_discount,
    {{ sum_money('coalesce(charged_amount - line_discount_amount, 0)') }} as net_value,
    {{ sum_money('coalesce(material_amount, 0)') }} as material_cost,
    {{ sum_money('coalesce(labour_part, 0)') }} as labour_cost,
    {{ sum_money(
        'case when has_actual_cost then 0 else coalesce(cost_amount - material_amount - labour_part, 0) end'
    ) }}
        as production_overhead,
    {{ sum_money('case when has_actual_cost then coalesce(cost_amount, 0) else 0 end') }} as actual_cost

from split

group by
    period,
    revenue_currency_code,
    revenue_outcome,
    paid_currency_code,
    cost_outcome,
    is_gift_card
