{#-
    What each campaign cost in a month by kind of cost. The month's cost is the one that the ledger
    holds; kinds share it in proportion to what each came to in the reporting currency, and the largest
    takes what rounding leaves. A month with a currency nobody has a rate for is unknown in every kind.
-#}
with

costs as (

    select * from {{ ref('int_cost_pools_priced') }}
    where is_campaign

),

rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

spend as (

    select
        'campaign:' || campaign_id as pool_id,
        campaign_id,
        {{ month_start('spend_date') }} as month_start,
        case
            when lower(trim(cost_type)) in ('media', 'agency', 'creative') then lower(trim(cost_type))
            else 'other_campaign'
        end as cost_kind,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        {{ sum_money('amount_local') }} as amount_local

    from {{ ref('stg_crm__campaign_spend') }}

    where not is_deleted

    group by
        campaign_id,
        {{ month_start('spend_date') }},
        case
            when lower(trim(cost_type)) in ('media', 'agency', 'creative') then lower(trim(cost_type))
            else 'other_campaign'
        end,
        coalesce(currency_code, '{{ var("reporting_currency") }}')

),

converted as (

    select
        spend.pool_id,
        spend.campaign_id,
        spend.month_start,
        spend.cost_kind,
        {{ sum_money(
            multiply('spend.amount_local', '1', rate_to_reporting('spend.currency_code', 'rates'))
        ) }}
            as kind_amount

    from spend

    left join rates
        on
            spend.currency_code = rates.currency_code
            and least({{ month_end('spend.month_start') }}, {{ as_of_date() }}) = rates.rate_date

    group by
        spend.pool_id,
        spend.campaign_id,
        spend.month_start,
        spend.cost_kind

),

ranked as (

    select
        converted.campaign_id,
        converted.month_start,
        converted.cost_kind,
        costs.amount,
        coalesce(converted.kind_amount, 0) as kind_amount,
        sum(coalesce(converted.kind_amount, 0)) over kinds as kinds_amount,
        row_number() over (
            partition by converted.pool_id, converted.month_start
            order by abs(coalesce(converted.kind_amount, 0)) desc, converted.cost_kind
        ) as size_rank

    from converted

    -- inner on purpose: months that have not begun are plans and in neither
    inner join costs
        on
            converted.pool_id = costs.pool_id
            and converted.month_start = costs.month

    window kinds as (partition by converted.pool_id, converted.month_start)

),

scaled as (

    select
        *,
        case
            when kinds_amount = 0 or kinds_amount = amount then kind_amount
            else {{ part_of('amount', 'kind_amount', 'kinds_amount') }}
        end as scaled_amount
    from ranked

)

select
    campaign_id,
    month_start,
    cost_kind,
    cast(
        case
            when amount is null then null
            when size_rank = 1
                then scaled_amount + amount - sum(scaled_amount) over (partition by campaign_id, month_start)
            else scaled_amount
        end as decimal(18, 4)
    ) as amount

from scaled
