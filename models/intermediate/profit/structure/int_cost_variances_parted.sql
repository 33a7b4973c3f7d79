{#-
    What the change of a cost owes to volume, to mix, to its rate, and to items that nothing can
    be compared with, within the company, a product and a customer. Volume is more or fewer units
    at the scope's average rate of the month before, mix the shift to dearer or cheaper items,
    and rate the rest of what both months have. Quantities of one driver are added up, never those
    of two. Rate and undriven changes are what an owner answers for: they rank.
-#}
{%- set scopes = {'company': "'company'", 'product': 'product_id', 'customer': 'customer_id'} -%}
{%- set comparable = "case when item_status = 'comparable' then " -%}
{%- set changes = {} -%}
{%- for status in ['comparable', 'new', 'lost', 'undriven'] -%}
    {%- do changes.update({
        status: "case when item_status = '" ~ status ~ "' then known_cost_amount - previous_cost_amount else 0 end"
    }) -%}
{%- endfor -%}

with

items as (

    select * from {{ ref('int_cost_items_compared') }}

),

by_driver as (

    {%- for scope_type, scope_id in scopes.items() %}
    select
        month_start,
        '{{ scope_type }}' as scope_type,
        {{ scope_id }} as scope_id,
        waterfall_step,
        cost_category,
        driver,
        {{ sum_money('known_cost_amount') }} as known_cost_amount,
        {{ sum_money('previous_cost_amount') }} as previous_cost_amount,
        cast(sum(unknown_amount_count) as bigint) as unknown_amount_count,
        {%- for side in ['', 'previous_'] %}
        cast(sum({{ side }}quantity) as decimal(18, 4)) as {{ side }}quantity,
        cast(sum({{ comparable }} {{ side }}quantity else 0 end) as decimal(18, 4))
            as comparable_{{ side }}quantity,
        {{ sum_money(comparable ~ side ~ 'standard_amount else 0 end') }} as {{ side }}standard_amount,
        {%- endfor %}
        {{ sum_money(changes.comparable) }} as compared,
        {{ sum_money(changes.new) }} as new_items,
        {{ sum_money(changes.lost) }} as lost_items,
        {{ sum_money(changes.undriven) }} as undriven
    from items
    group by
        month_start,
        waterfall_step,
        cost_category,
        driver
        {{- ',' if scope_type != 'company' }}
        {{ scope_id if scope_type != 'company' }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

divided as (

    select
        *,
        -- where the scope had no quantity before there is no average to keep: it is all volume
        coalesce({{ in_proportion(
            'previous_standard_amount', 'comparable_quantity', 'comparable_previous_quantity'
        ) }}, standard_amount) - previous_standard_amount as volume_effect,
        compared - standard_amount + previous_standard_amount as rate_effect

    from by_driver

),

summed as (

    select
        month_start,
        scope_type,
        scope_id,
        waterfall_step,
        cost_category,
        {{ sum_money('known_cost_amount') }} as known_cost_amount,
        {{ sum_money('previous_cost_amount') }} as previous_cost_amount,
        cast(sum(unknown_amount_count) as bigint) as unknown_amount_count,
        case when count(distinct driver) = 1 then min(driver) else 'several' end as volume_driver,
        case when count(distinct driver) = 1 and min(driver) <> 'none' then sum(quantity) end as volume,
        case when count(distinct driver) = 1 and min(driver) <> 'none' then sum(previous_quantity) end
            as previous_volume,
        {{ sum_money('volume_effect') }} as volume_variance_amount,
        {{ sum_money('standard_amount - previous_standard_amount - volume_effect') }} as mix_variance_amount,
        {{ sum_money('rate_effect') }} as rate_variance_amount,
        {{ sum_money('new_items') }} as new_items_amount,
        {{ sum_money('lost_items') }} as lost_items_amount,
        {{ sum_money('undriven') }} as undriven_amount

    from divided

    group by
        month_start,
        scope_type,
        scope_id,
        waterfall_step,
        cost_category

    having
        sum(
            abs(known_cost_amount) + abs(previous_cost_amount) + unknown_amount_count
            + abs(volume_effect) + abs(rate_effect) + abs(new_items) + abs(lost_items) + abs(undriven)
        ) <> 0

)

select
    summed.*,
    cast(summed.known_cost_amount - summed.previous_cost_amount as decimal(18, 4)) as variance_amount,
    cast(summed.rate_variance_amount + summed.undriven_amount as decimal(18, 4))
        as controllable_variance_amount,
    coalesce(cost_elements.is_controllable, false) as is_controllable,
    cost_elements.owner as cost_owner,
    case
        when cost_elements.is_controllable
            then row_number() over (
                partition by summed.month_start, summed.scope_type, cost_elements.is_controllable
                order by
                    abs(summed.rate_variance_amount + summed.undriven_amount) desc,
                    summed.scope_id asc,
                    summed.waterfall_step asc,
                    summed.cost_category asc
            )
    end as controllable_rank

from summed

left join {{ ref('cost_elements') }} as cost_elements
    on
        summed.waterfall_step = cost_elements.waterfall_step
        and summed.cost_category = cost_elements.cost_category
        and {{ effective_at('summed.month_start', 'cost_elements') }}
