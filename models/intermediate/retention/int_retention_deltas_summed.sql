{{ config(materialized='table') }}

{#-
    How much each month's retention figures differ from those of the month before, for every slice:
    what a customer's state adds when it begins, it takes away when the next begins.
-#}
{%- set was = "was_customer" -%}
{%- set stayed = "movement in ('expansion', 'contraction', 'unchanged')" -%}
{%- set kept = 'now_constant_amount' -%}
{%- set before = 'before_revenue_amount' -%}
{%- set counts = {
    'start_customer_count': was,
    'retained_customer_count': stayed,
    'churned_customer_count': "movement = 'churn'",
    'new_customer_count': "movement = 'new'",
    'reactivated_customer_count': "movement = 'reactivation'",
    'end_customer_count': 'is_customer',
    'expanded_customer_count': "movement = 'expansion'",
    'contracted_customer_count': "movement = 'contraction'",
    'unchanged_customer_count': "movement = 'unchanged'",
    'lapsed_within_count': 'has_lapsed_within',
} -%}
{%- set amounts = {
    'known_start_revenue_amount': (was, before),
    'known_new_revenue_amount': ("movement = 'new'", 'now_revenue_amount'),
    'known_reactivation_revenue_amount': ("movement = 'reactivation'", 'now_revenue_amount'),
    'known_expansion_revenue_amount': ("movement = 'expansion'", kept ~ ' - ' ~ before),
    'known_contraction_revenue_amount': ("movement = 'contraction'", before ~ ' - ' ~ kept),
    'known_churn_revenue_amount': ("movement = 'churn'", before),
    'known_fx_revenue_amount': (stayed, 'now_fx_amount'),
    'known_end_revenue_amount': ('is_customer', 'now_revenue_amount'),
    'known_after_sale_revenue_amount': ('not is_customer', 'now_revenue_amount'),
    'known_revenue_base_amount': (was ~ ' and ' ~ before ~ ' > 0', before),
    'known_gross_retained_revenue_amount': (
        stayed ~ ' and ' ~ before ~ ' > 0 and ' ~ kept ~ ' > 0',
        'case when ' ~ kept ~ ' < ' ~ before ~ ' then ' ~ kept ~ ' else ' ~ before ~ ' end',
    ),
    'known_net_retained_revenue_amount': (stayed ~ ' and ' ~ kept ~ ' > 0', kept),
    'known_start_cm2_amount': (was, 'before_cm2_amount'),
    'known_kept_cm2_amount': (was, 'now_cm2_amount'),
    'known_end_cm2_amount': ('is_customer', 'now_cm2_amount'),
} -%}
{%- set names = (counts.keys() | list) + (amounts.keys() | list) + ['unknown_amount_count'] -%}
with

measured as (

    select
        states.relationship,
        states.window_months,
        states.change_month,
        states.next_change_month,
        customers.segment,
        customers.region,
        customers.channel,
        {%- for name, condition in counts.items() %}
        case when {{ condition }} then 1 else 0 end as {{ name }},
        {%- endfor %}
        {%- for name, parts in amounts.items() %}
        case
            when {{ parts[0] }} then cast({{ parts[1] }} as decimal(18, 4))
            when {{ parts[1] }} is not null then 0
        end as {{ name }},
        {%- endfor %}
        case
            when states.movement <> 'absent' then states.now_unknown_count + states.before_unknown_count
            else 0
        end as unknown_amount_count

    from {{ ref('int_retention_states_run') }} as states

    inner join {{ ref('int_retention_customers_described') }} as customers
        on states.customer_id = customers.customer_id

),

deltas as (

    {%- for month, sign in [('change_month', ''), ('next_change_month', '-')] %}
    select
        relationship,
        window_months,
        {{ month }} as month_start,
        segment,
        region,
        {%- for name in names %}
        {{ sign }}sum({{ name }}) as {{ name }},
        {%- endfor %}
        channel

    from measured

    where {{ month }} is not null

    group by
        relationship,
        window_months,
        {{ month }},
        segment,
        region,
        channel
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

sliced as (

    {%- for dimension in ['company', 'segment', 'region', 'channel'] %}
    select
        *,
        '{{ dimension }}' as dimension,
        {{ "'company'" if dimension == 'company' else dimension }} as dimension_value
    from deltas
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select
    relationship,
    window_months,
    month_start,
    dimension,
    {%- for name in (counts.keys() | list) + ['unknown_amount_count'] %}
    cast(sum({{ name }}) as bigint) as {{ name }},
    {%- endfor %}
    {%- for name in amounts %}
    {{ sum_money(name) }} as {{ name }},
    {%- endfor %}
    dimension_value

from sliced

group by
    relationship,
    window_months,
    month_start,
    dimension,
    dimension_value
