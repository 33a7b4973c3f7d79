{#-
    Every cost of a month beside that of the month before, within the company, a product and a
    customer. A cost that is gone keeps a row for the month in which it is missing; a month that
    has not come yet has none.
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

)

select * from compared
