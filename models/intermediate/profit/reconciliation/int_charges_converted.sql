{#-
    Every freight, payment fee and part of a cost pool that staging holds, converted once more at
    the rate of its own day, with what became of it. Without a rate it stays in its own currency.
-#}
{%- set reporting = "'" ~ var('reporting_currency') ~ "'" -%}
{%- set of_orders = {
    'freight_booked': ('stg_orders__shipments', 'shipped_at', 'freight_cost_local'),
    'payment_fee_booked': ('stg_orders__payments', 'paid_at', 'fee_local'),
} -%}

with

rates as (

    select * from {{ ref('int_rates_looked_up') }}

),

order_charges as (

    {%- for measure, (relation, charged_at, amount) in of_orders.items() %}
    select
        '{{ measure }}' as measure,
        {{ month_label('orders.order_month') }} as period,
        coalesce(charges.currency_code, orders.currency_code) as currency_code,
        coalesce({{ business_date('charges.' ~ charged_at) }}, orders.ordered_date) as valued_on,
        case
            when charges.is_deleted then 'deleted'
            else coalesce(nullif(orders.exclusion_reason, 'cancelled'), 'counted')
        end as outcome,
        1 as row_count,
        cast(charges.{{ amount }} as decimal(18, 4)) as value_local,
        charges.order_id as whole,
        charges.batch_id || ':' || cast(charges.source_row as varchar) as charge_id
    from {{ ref(relation) }} as charges
    inner join {{ ref('int_orders_classified') }} as orders
        on charges.order_id = orders.order_id
    where charges.{{ amount }} <> 0
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

pools as (

    select
        pool_id as whole,
        {{ month_start('month') }} as month,
        currency_code,
        amount_local,
        is_deleted
    from {{ ref('stg_costs__cost_pools') }}

    union all

    select
        'campaign:' || campaign_id as whole,
        {{ month_start('spend_date') }} as month,
        currency_code,
        amount_local,
        is_deleted
    from {{ ref('stg_crm__campaign_spend') }}

),

pool_charges as (

    select
        'pool_booked' as measure,
        {{ month_label('month') }} as period,
        coalesce(currency_code, {{ reporting }}) as currency_code,
        least({{ month_end('month') }}, {{ as_of_date() }}) as valued_on,
        case
            when is_deleted then 'deleted'
            when month > {{ as_of_date() }} then 'not_yet_begun'
            else 'counted'
        end as outcome,
        count(*) as row_count,
        {{ sum_money('amount_local') }} as value_local,
        whole || ':' || {{ month_label('month') }} as whole,
        whole || ':' || {{ month_label('month') }} || ':' || coalesce(currency_code, {{ reporting }})
        || ':' || cast(is_deleted as varchar) as charge_id

    from pools

    group by
        whole,
        month,
        coalesce(currency_code, {{ reporting }}),
        is_deleted

),

converted as (

    select
        charges.*,
        case
            when charges.currency_code = {{ reporting }} then charges.value_local
            else {{ multiply('charges.value_local', '1', 'rates.rate_to_reporting') }}
        end as value_amount

    from (
        select * from order_charges
        union all
        select * from pool_charges
    ) as charges

    left join rates
        on
            charges.currency_code = rates.currency_code
            and charges.valued_on = rates.rate_date

),

counted as (

    select
        *,
        count(case when outcome = 'counted' and value_amount is null then 1 end)
            over (partition by measure, whole)
            as unknown_part_count

    from converted

),

placed as (

    select
        *,
        case when value_amount is null then currency_code else {{ reporting }} end as placed_currency_code,
        case
            when outcome <> 'counted' then outcome
            when value_amount is null then 'unconverted'
            -- one part of a pool without a rate leaves all of the pool unknown
            when measure = 'pool_booked' and unknown_part_count > 0 then 'unsettled'
            else outcome
        end as placed_outcome

    from counted

)

select * from placed
