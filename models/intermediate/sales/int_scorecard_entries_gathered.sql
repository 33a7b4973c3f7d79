{{ config(materialized='table') }}

{#-
    Everything that counts on a scorecard and can be added up, as one list of who, when, what and how
    much. A deal's work counts in the month in which the deal was won or lost, with the deal's owner.
-#}
{%- set measures = [
    ('gross_revenue', 'int_sales_amounts_gathered', 'gross_revenue_amount'),
    ('discount', 'int_sales_amounts_gathered', 'discount_amount'),
    ('returns', 'int_sales_amounts_gathered', 'returns_amount'),
    ('left_out_sales', 'int_sales_amounts_gathered', 'left_out_sales_amount'),
    ('margin', 'int_sales_amounts_gathered', 'direct_margin_amount'),
    ('unknown_amount', 'int_sales_amounts_gathered', 'unknown_amount_count'),
    ('service_cost', 'int_service_costs_shared', 'cost_amount'),
    ('unknown_amount', 'int_service_costs_shared', 'unknown_amount_count'),
] -%}
with

activities as (

    select * from {{ ref('int_activities_described') }}

),

quota_months as (

    select
        user_id,
        month_start,
        count(*) - count(quota_amount) as unknown_count
    from {{ ref('int_quota_parts_spread') }}
    where
        is_present
        and is_of_shortest
    group by
        user_id,
        month_start

),

entries as (

    {%- for measure, relation, column in measures %}
    select
        user_id,
        team_id,
        month_start,
        '{{ measure }}' as measure,
        cast({{ column }} as decimal(18, 4)) as quantity
    from {{ ref(relation) }}

    union all
    {% endfor %}
    select
        owner_user_id as user_id,
        team_id,
        {{ month_start('occurred_date') }} as month_start,
        case when is_deleted then 'deleted' else activity_channel end || '_activity' as measure,
        cast(1 as decimal(18, 4)) as quantity
    from activities

    union all

    select
        deals.owner_user_id as user_id,
        deals.team_id,
        {{ month_start('deals.closed_date') }} as month_start,
        'closed_deal_activity' as measure,
        cast(1 as decimal(18, 4)) as quantity
    from activities
    inner join {{ ref('int_deal_cycles_measured') }} as deals
        on activities.opportunity_id = deals.opportunity_id
    where
        not activities.is_deleted
        and deals.outcome in ('won', 'lost')

    union all

    select
        user_id,
        team_id,
        month_start,
        case when quota_amount is null then 'unknown_quota' else 'known_quota' end as measure,
        coalesce(quota_amount, 1) as quantity
    from {{ ref('int_quota_parts_spread') }}
    where
        is_present
        and is_of_shortest

    union all

    -- what was won where there was nothing to win attains nothing
    select
        won.user_id,
        won.team_id,
        won.month_start,
        'known_quota_won' as measure,
        coalesce(won.won_amount, 0) as quantity
    from {{ ref('int_won_deals_shared') }} as won
    inner join quota_months
        on
            won.user_id = quota_months.user_id
            and won.month_start = quota_months.month_start
    where quota_months.unknown_count = 0

    union all

    select
        owner_user_id as user_id,
        team_id,
        {{ month_start('created_date') }} as month_start,
        'lead' as measure,
        cast(1 as decimal(18, 4)) as quantity
    from {{ ref('int_lead_journeys_dated') }}
    where excluded_as is null

)

select
    user_id,
    team_id,
    month_start,
    measure,
    cast(sum(quantity) as decimal(18, 4)) as quantity

from entries

where month_start is not null

group by
    user_id,
    team_id,
    month_start,
    measure
