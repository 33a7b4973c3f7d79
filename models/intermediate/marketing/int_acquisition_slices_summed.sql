{{ config(materialized='table') }}

{#-
    Customers won and money spent by month, for the company and for each channel group and channel.
    Every slice has every month, so that spend without customers and customers without spend meet, and
    an earlier month can be looked up by its date.
-#}
with

costs as (

    select * from {{ ref('int_acquisition_costs_gathered') }}

),

acquisitions as (

    select * from {{ ref('int_acquisitions_described') }}

),

events as (

    select
        month_start,
        channel,
        channel_group,
        is_paid,
        cost_kind,
        amount,
        case when amount is null then 1 else 0 end as unpriced_count,
        0 as customer_count,
        0 as given_back_count
    from costs

    union all

    select
        acquired_month as month_start,
        channel,
        channel_group,
        is_paid,
        'none' as cost_kind,
        cast(0 as decimal(18, 4)) as amount,
        0 as unpriced_count,
        case when is_standing then 1 else 0 end as customer_count,
        case when is_standing then 0 else 1 end as given_back_count
    from acquisitions

),

sliced as (

    {%- for dimension, value in [
        ('company', "'company'"), ('channel_group', 'channel_group'), ('channel', 'channel'),
    ] %}
    select
        '{{ dimension }}' as dimension,
        {{ value }} as dimension_value,
        month_start,
        is_paid,
        cost_kind,
        amount,
        unpriced_count,
        customer_count,
        given_back_count
    from events
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

months as (

    select distinct {{ month_start('date_day') }} as month_start
    from {{ ref('int_dates_spanned') }}
    where date_day <= {{ as_of_date() }}

    union

    select month_start from events

),

slices as (

    select distinct
        dimension,
        dimension_value
    from sliced

    union

    select
        'company' as dimension,
        'company' as dimension_value

)

select
    months.month_start,
    slices.dimension,
    slices.dimension_value,
    coalesce(sum(sliced.customer_count), 0) as new_customer_count,
    coalesce(sum(sliced.given_back_count), 0) as given_back_customer_count,
    coalesce(sum(case when sliced.is_paid then sliced.customer_count end), 0) as paid_customer_count,
    {%- for kind in acquisition_cost_kinds() %}
    {{ sum_money("case when sliced.cost_kind = '" ~ kind ~ "' then coalesce(sliced.amount, 0) else 0 end") }}
        as known_{{ kind }}_amount,
    {%- endfor %}
    {{ sum_money(
        'case when ' ~ is_campaign_cost('sliced.cost_kind') ~ ' then coalesce(sliced.amount, 0) else 0 end'
    ) }}
        as known_campaign_spend_amount,
    {{ sum_money('case when sliced.is_paid then coalesce(sliced.amount, 0) else 0 end') }}
        as known_paid_spend_amount,
    {{ sum_money('coalesce(sliced.amount, 0)') }} as known_fully_loaded_amount,
    coalesce(sum(sliced.unpriced_count), 0) as unpriced_cost_count,
    coalesce(sum(case when {{ is_campaign_cost('sliced.cost_kind') }} then sliced.unpriced_count end), 0)
        as unpriced_campaign_count

from slices

cross join months

left join sliced
    on
        slices.dimension = sliced.dimension
        and slices.dimension_value = sliced.dimension_value
        and months.month_start = sliced.month_start

group by
    months.month_start,
    slices.dimension,
    slices.dimension_value
