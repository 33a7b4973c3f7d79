{#-
    What each pool cost in a month and currency, in the reporting currency at the rate of the
    month's last day, or of the as-of date while the month is not over. The spend on a campaign is
    a pool of its own. Months that have not begun are plans, not costs.
-#}
with

costs as (

    select
        pool_id,
        false as is_campaign,
        {{ month_start('month') }} as month,
        pool_name,
        waterfall_step,
        cost_category,
        lower(driver) as driver,
        currency_code,
        amount_local
    from {{ ref('stg_costs__cost_pools') }}
    where not is_deleted

    union all

    select
        'campaign:' || spend.campaign_id as pool_id,
        true as is_campaign,
        {{ month_start('spend.spend_date') }} as month,
        campaigns.campaign_name as pool_name,
        'marketing' as waterfall_step,
        'operating' as cost_category,
        'campaign_touches' as driver,
        spend.currency_code,
        spend.amount_local
    from {{ ref('stg_crm__campaign_spend') }} as spend
    left join {{ ref('stg_crm__campaigns') }} as campaigns
        on spend.campaign_id = campaigns.campaign_id
    where not spend.is_deleted

),

fx_rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

summed as (

    select
        pool_id,
        is_campaign,
        month,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        least({{ month_end('month') }}, {{ as_of_date() }}) as rate_date,
        max(pool_name) as pool_name,
        max(waterfall_step) as waterfall_step,
        max(cost_category) as cost_category,
        max(driver) as driver,
        {{ sum_money('amount_local') }} as amount_local

    from costs

    where month <= {{ as_of_date() }}

    group by
        pool_id,
        is_campaign,
        month,
        coalesce(currency_code, '{{ var("reporting_currency") }}')

),

converted as (

    select
        summed.*,
        case
            -- nothing needs no rate
            when summed.amount_local = 0 then 0
            when summed.currency_code = '{{ var("reporting_currency") }}' then summed.amount_local
            else {{ multiply('summed.amount_local', '1', 'fx_rates.rate_to_reporting') }}
        end as amount

    from summed

    -- left join on purpose: a pool without a rate is an unknown cost, not none
    left join fx_rates
        on
            summed.currency_code = fx_rates.currency_code
            and summed.rate_date = fx_rates.rate_date

)

select * from converted
