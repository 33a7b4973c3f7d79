{#- What the ledger was given of each reconciled cost, in the currency in which it was delivered. -#}
with

costs as (

    select
        gathered.element as measure,
        orders.order_month as month,
        gathered.currency_code,
        gathered.cost_local as value_local,
        gathered.cost_amount is null as is_unpriced

    from {{ ref('int_order_costs_gathered') }} as gathered

    inner join {{ ref('int_orders_classified') }} as orders
        on gathered.order_id = orders.order_id

    union all

    select
        case when is_campaign then 'campaign_spend' else 'cost_pool' end as measure,
        month,
        currency_code,
        amount_local as value_local,
        amount is null as is_unpriced

    from {{ ref('int_cost_pools_converted') }}

),

booked as (

    select
        {{ month_label('month') }} as period,
        currency_code,
        measure,
        {{ sum_money('value_local') }} as mart_amount,
        {{ sum_money('case when is_unpriced then value_local else 0 end') }} as unpriced_amount

    from costs

    group by
        {{ month_label('month') }},
        currency_code,
        measure

)

select * from booked
