{#-
    Every campaign that is listed, deleted ones too, and every one that only money or touches name:
    what was spent on it was spent. A budget is in the rate of the day the campaign began, so that
    it does not move with the currency.
-#}
with

campaigns as (

    select
        *,
        least(coalesce(start_date, {{ as_of_date() }}), {{ as_of_date() }}) as budget_date
    from {{ ref('stg_crm__campaigns') }}

),

named as (

    select campaign_id from campaigns

    union

    select campaign_id from {{ ref('stg_crm__campaign_spend') }}
    where not is_deleted

    union

    select campaign_id from {{ ref('int_campaign_touches_identified') }}
    where campaign_id is not null

),

sources as (

    select * from {{ ref('channel_groups') }}

),

rates as (

    select * from {{ ref('int_fx_rates_filled') }}

),

described as (

    select
        named.campaign_id,
        campaigns.campaign_name,
        coalesce({{ channel_key('campaigns.channel') }}, 'unknown') as channel,
        coalesce(sources.channel_group, 'unknown') as channel_group,
        sources.is_paid,
        lower(trim(campaigns.campaign_type)) as campaign_type,
        campaigns.start_date,
        campaigns.end_date,
        coalesce(campaigns.currency_code, '{{ var("reporting_currency") }}') as currency_code,
        campaigns.budget_local,
        {{ rate_to_reporting(
            "coalesce(campaigns.currency_code, '" ~ var('reporting_currency') ~ "')", 'rates'
        ) }} as rate_to_reporting,
        campaigns.campaign_id is not null as is_listed,
        coalesce(campaigns.is_deleted, false) as is_deleted

    from named

    left join campaigns
        on named.campaign_id = campaigns.campaign_id

    left join sources
        on
            {{ channel_key('campaigns.channel') }} = sources.channel
            and {{ effective_at('campaigns.budget_date', 'sources') }}

    left join rates
        on
            campaigns.currency_code = rates.currency_code
            and campaigns.budget_date = rates.rate_date

)

select
    *,
    {{ multiply('budget_local', '1', 'rate_to_reporting') }} as budget_amount

from described
