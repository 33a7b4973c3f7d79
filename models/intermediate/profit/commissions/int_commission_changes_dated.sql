{#-
    What was new about an order in each statement: everything that made the statement see it
    otherwise than the one before. The order's own first statement is 'new'.
-#}
{%- set causes = [
    'order', 'order_line', 'return', 'payment', 'cost', 'product', 'exchange_rate', 'split', 'owner',
    'role', 'rate_card',
] -%}
with

placed as (

    select
        changes.order_id,
        periods.period_start as stated_from,
        changes.known_from,
        changes.cause

    from {{ ref('int_commission_inputs_changed') }} as changes

    inner join {{ ref('int_commission_periods_dated') }} as periods
        on {{ effective_at('changes.read_on', 'periods') }}

),

grouped as (

    select
        order_id,
        stated_from,
        max(known_from) as known_from,
        {%- for cause in causes %}
        case
            when count(case when cause = '{{ cause }}' then 1 end) > 0 then '+{{ cause }}' else ''
        end as is_{{ cause }},
        {%- endfor %}
        min(stated_from) over (partition by order_id) as first_stated_from

    from placed

    group by
        order_id,
        stated_from

)

select
    order_id,
    stated_from,
    known_from,
    case
        when stated_from = first_stated_from then 'late_order'
        else substr(
            {%- for cause in causes %}
            is_{{ cause }} ||
            {%- endfor %}
            '', 2
        )
    end as cause

from grouped
