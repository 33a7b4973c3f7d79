with

campaigns as (

    select * from {{ ref('int_campaigns_described') }}

),

members as (

    {%- for member, name in [('no_campaign', 'No campaign'), ('unattributed', 'Unattributed')] %}
    select
        '{{ member }}' as campaign_id,
        '{{ name }}' as campaign_name,
        '{{ 'unattributed' if member == 'unattributed' else 'unknown' }}' as channel
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

final as (

    select
        campaign_id,
        campaign_name,
        channel,
        channel_group,
        coalesce(is_paid, false) as is_paid,
        campaign_type,
        start_date,
        end_date,
        currency_code,
        budget_local,
        cast(budget_amount as decimal(18, 4)) as budget_amount,
        is_listed,
        is_deleted

    from campaigns

    union all

    select
        campaign_id,
        campaign_name,
        channel,
        channel as channel_group,
        false as is_paid,
        cast(null as varchar) as campaign_type,
        cast(null as date) as start_date,
        cast(null as date) as end_date,
        '{{ var("reporting_currency") }}' as currency_code,
        cast(0 as decimal(18, 4)) as budget_local,
        cast(0 as decimal(18, 4)) as budget_amount,
        false as is_listed,
        false as is_deleted

    from members

)

select * from final
