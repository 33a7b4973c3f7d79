{{ config(materialized='table') }}

{#-
    How far model and naives were off on each past day, as sums that add up over days. Of the chance
    to be active the only naive is one chance for everybody: the share who did buy, in hindsight.
-#}
{%- set methods = value_methods() -%}
with

judged as (

    select
        scored.*,
        cast(outcomes.orders_after as double) as orders_after,
        outcomes.margin_after,
        cast(case when outcomes.orders_after > 0 then 1 else 0 end as double) as was_active

    from {{ ref('int_customer_values_scored') }} as scored

    inner join {{ ref('int_purchase_outcomes_counted') }} as outcomes
        on
            scored.purpose = outcomes.purpose
            and scored.origin_date = outcomes.origin_date
            and scored.customer_id = outcomes.customer_id

),

shares as (

    select avg(was_active) as share_active
    from judged
    where purpose = 'activity'

),

predictions as (

    select
        judged.*,
        shares.share_active
    from judged
    cross join shares

)

{% for method in methods -%}
select
    '{{ method.quantity }}' as quantity,
    '{{ method.name }}' as method,
    {{ method.is_model }} as is_model,
    cast({{ method.place }} as bigint) as place,
    origin_date,
    cast(count(*) as bigint) as customers,
    {{ steady_sum('abs(' ~ method.predicted ~ ' - ' ~ method.actual ~ ')') }} as absolute_error,
    {{ steady_sum('pow(' ~ method.predicted ~ ' - ' ~ method.actual ~ ', 2)') }} as squared_error,
    {{ steady_sum(method.predicted) }} as predicted,
    {{ steady_sum(method.actual) }} as actual
from predictions
where
    purpose = '{{ method.purpose }}'
    and {{ method.predicted }} is not null
    and {{ method.actual }} is not null
group by origin_date
{{ 'union all' if not loop.last }}
{% endfor %}
