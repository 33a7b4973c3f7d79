{#-
    Every cost of a month against the month before, within the company, a product and a customer,
    parted into what more or less volume would have cost at the old rate and what the rate itself
    did. Rising cost is positive. What drives a cost and who can control it is in cost_elements; a
    cost without a driver, or without any volume before, has moved by its rate alone. A cost that
    is gone keeps a row for the month in which it is missing.
-#}
{%- set scopes = {'company': "'company'", 'product': 'product_id', 'customer': 'customer_id'} -%}
{%- set sides = {'': 'month_start', 'previous_': months_later('month_start', 1)} -%}

with

costs as (

    select
        posted_month as month_start,
        customer_id,
        product_id,
        waterfall_step,
        coalesce(cost_category, 'unsplit') as cost_category,
        -amount as cost_amount

    from {{ ref('int_ledger_posted') }}

    where waterfall_step not in ('gross_revenue', 'discount', 'returns', 'liability')

),

scoped as (

    {%- for scope_type, scope_id in scopes.items() %}
    select
        month_start,
        '{{ scope_type }}' as scope_type,
        {{ scope_id }} as scope_id,
        waterfall_step,
        cost_category,
        cost_amount
    from costs
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

sides as (

    {%- for side, month_start in sides.items() %}
    select
        {{ month_start }} as month_start,
        scope_type,
        scope_id,
        waterfall_step,
        cost_category,
        {{ 'coalesce(cost_amount, 0)' if side == '' else '0' }} as known_cost_amount,
        {{ '0' if side == '' else 'coalesce(cost_amount, 0)' }} as previous_cost_amount,
        {{ 'case when cost_amount is null then 1 else 0 end' if side == '' else '0' }} as is_unknown
    from scoped
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

compared as (

    select
        month_start,
        scope_type,
        scope_id,
        waterfall_step,
        cost_category,
        {{ sum_money('known_cost_amount') }} as known_cost_amount,
        {{ sum_money('previous_cost_amount') }} as previous_cost_amount,
        cast(sum(is_unknown) as bigint) as unknown_amount_count

    from sides

    where month_start <= {{ as_of_date() }}

    group by
        month_start,
        scope_type,
        scope_id,
        waterfall_step,
        cost_category

),

driven as (

    select
        compared.*,
        coalesce(cost_elements.volume_driver, 'none') as volume_driver,
        coalesce(cost_elements.is_controllable, false) as is_controllable,
        cost_elements.owner as cost_owner,
        {%- for side in ['volumes', 'previous_volumes'] %}
        case cost_elements.volume_driver
            when 'units' then coalesce({{ side }}.units, 0)
            when 'orders' then coalesce({{ side }}.orders, 0)
        end as {{ side | replace('volumes', 'volume') }}{{ ',' if not loop.last }}
        {%- endfor %}

    from compared

    left join {{ ref('cost_elements') }} as cost_elements
        on
            compared.waterfall_step = cost_elements.waterfall_step
            and compared.cost_category = cost_elements.cost_category
            and {{ effective_at('compared.month_start', 'cost_elements') }}

    {%- for side, month_start in {'volumes': 'volumes.month_start', 'previous_volumes': months_later('previous_volumes.month_start', 1)}.items() %}

    left join {{ ref('int_cost_volumes_counted') }} as {{ side }}
        on
            compared.scope_type = {{ side }}.scope_type
            and compared.scope_id = {{ side }}.scope_id
            and compared.month_start = {{ month_start }}
    {%- endfor %}

),

parted as (

    select
        *,
        coalesce({{ in_proportion('previous_cost_amount', '(volume - previous_volume)', 'previous_volume') }}, 0)
            as volume_variance_amount

    from driven

)

select
    *,
    known_cost_amount - previous_cost_amount as variance_amount,
    known_cost_amount - previous_cost_amount - volume_variance_amount as rate_variance_amount

from parted
