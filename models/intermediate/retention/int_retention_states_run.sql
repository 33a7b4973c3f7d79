{#-
    How a customer stands from each change until the next: what the changes so far add up to, and
    which of six movements between the two windows that is. The order of the movements decides, so
    that each customer has one.
-#}
{%- set amounts = [
    'now_revenue_amount', 'before_revenue_amount', 'now_cm2_amount', 'before_cm2_amount', 'now_fx_amount',
] -%}
{%- set counts = [
    'now_purchase_count', 'before_purchase_count', 'now_unknown_count', 'before_unknown_count', 'covered_months',
] -%}
with

run as (

    select
        relationship,
        window_months,
        customer_id,
        change_month,
        first_purchase_month,
        {%- for amount in amounts %}
        cast(sum({{ amount }}) over (
            partition by relationship, window_months, customer_id
            order by change_month
            rows between unbounded preceding and current row
        ) as decimal(18, 4)) as {{ amount }},
        {%- endfor %}
        {%- for count in counts %}
        cast(sum({{ count }}) over (
            partition by relationship, window_months, customer_id
            order by change_month
            rows between unbounded preceding and current row
        ) as bigint) as {{ count }},
        {%- endfor %}
        lead(change_month) over (
            partition by relationship, window_months, customer_id order by change_month
        ) as next_change_month

    from {{ ref('int_retention_changes_listed') }}

),

compared as (

    select
        *,
        before_purchase_count > 0 as was_customer,
        now_purchase_count > 0 as is_customer,
        -- this window's revenue at the rates of the window before
        cast(now_revenue_amount - now_fx_amount as decimal(18, 4)) as now_constant_amount

    from run

)

select
    *,
    case
        when not was_customer and not is_customer then 'absent'
        when
            not was_customer
            and first_purchase_month > {{ months_later('change_month', '-window_months') }}
            then 'new'
        when not was_customer then 'reactivation'
        when not is_customer then 'churn'
        when now_constant_amount < before_revenue_amount then 'contraction'
        when now_constant_amount > before_revenue_amount then 'expansion'
        else 'unchanged'
    end as movement,
    relationship = 'contractual'
    and was_customer
    and is_customer
    and covered_months < window_months as has_lapsed_within

from compared
