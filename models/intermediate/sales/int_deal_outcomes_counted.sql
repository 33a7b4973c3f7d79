{{ config(materialized='table') }}

{#-
    What became of deals, by the month they were created in, were closed in, or should have been closed
    in and are still open, for every slice. Everybody who has a deal is counted, also who never won one:
    a rate over those who won is no rate. Deleted deals and duplicates are counted and in no rate.
-#}
{%- set dimensions = {
    'company': "'company'",
    'team': 'team_id',
    'person': 'owner_user_id',
    'source': 'lead_source',
    'segment': 'segment',
    'product_category': 'product_category',
} -%}
{%- set counts = [
    'created_count', 'created_won_count', 'created_lost_count', 'created_open_count', 'duplicate_count',
    'deleted_count', 'won_count', 'lost_count', 'no_decision_count', 'valued_won_count',
    'valued_lost_count', 'margin_valued_won_count', 'overdue_count',
] -%}
{%- set amounts = ['known_won_amount', 'known_lost_amount', 'known_won_margin_amount'] -%}
with

events as (

    select
        *,
        'created' as event_kind,
        {{ month_start('created_date') }} as month_start
    from {{ ref('int_deal_cycles_measured') }}
    where created_date is not null

    union all

    select
        *,
        'closed' as event_kind,
        {{ month_start('closed_date') }} as month_start
    from {{ ref('int_deal_cycles_measured') }}
    where
        closed_date is not null
        and outcome <> 'duplicate'

    union all

    -- a date before the deal was there was never a promise
    select
        *,
        'overdue' as event_kind,
        {{ month_start('greatest(expected_close_date, created_date)') }} as month_start
    from {{ ref('int_deal_cycles_measured') }}
    where
        outcome = 'open'
        and expected_close_date < {{ as_of_date() }}

),

valued as (

    select
        *,
        event_kind = 'created' and outcome not in ('deleted', 'duplicate') as is_created,
        event_kind = 'closed' and outcome = 'won' as is_won,
        event_kind = 'closed' and outcome = 'lost' as is_lost
    from events

),

slices as (

    {%- for dimension, value in dimensions.items() %}
    select
        '{{ dimension }}' as dimension,
        {{ value }} as dimension_value,
        month_start,
        count(case when is_created then 1 end) as created_count,
        count(case when is_created and outcome = 'won' then 1 end) as created_won_count,
        count(case when is_created and outcome = 'lost' then 1 end) as created_lost_count,
        count(case when is_created and outcome = 'open' then 1 end) as created_open_count,
        count(case when event_kind = 'created' and outcome = 'duplicate' then 1 end) as duplicate_count,
        count(case when event_kind = 'created' and outcome = 'deleted' then 1 end) as deleted_count,
        count(case when is_won then 1 end) as won_count,
        count(case when is_lost then 1 end) as lost_count,
        count(case when event_kind = 'closed' and outcome = 'no_decision' then 1 end) as no_decision_count,
        count(case when is_won then amount end) as valued_won_count,
        count(case when is_lost then amount end) as valued_lost_count,
        count(case when is_won then expected_margin_amount end) as margin_valued_won_count,
        count(case when event_kind = 'overdue' then 1 end) as overdue_count,
        {{ sum_money('case when is_won then coalesce(amount, 0) else 0 end') }} as known_won_amount,
        {{ sum_money('case when is_lost then coalesce(amount, 0) else 0 end') }} as known_lost_amount,
        {{ sum_money('case when is_won then coalesce(expected_margin_amount, 0) else 0 end') }}
            as known_won_margin_amount
    from valued
    group by
        {% if dimension != 'company' %}{{ value }},{% endif %}
        month_start
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

windowed as (

    select
        1 as window_months,
        month_start as window_month,
        slices.*
    from slices

    union all

    select
        12 as window_months,
        months.month_start as window_month,
        slices.*
    from slices
    inner join {{ ref('int_sales_months_spanned') }} as months
        on
            slices.month_start <= months.month_start
            and months.month_start < {{ months_later('slices.month_start', 12) }}

)

select
    window_months,
    {%- for column in counts %}
    cast(sum({{ column }}) as bigint) as {{ column }},
    {%- endfor %}
    {%- for column in amounts %}
    {{ sum_money(column) }} as {{ column }},
    {%- endfor %}
    window_month as month_start,
    dimension,
    dimension_value

from windowed

group by
    window_months,
    window_month,
    dimension,
    dimension_value
