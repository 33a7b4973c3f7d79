{{ config(materialized='table') }}

{#-
    The months in which something changes for a customer, and by how much, in this window and in the
    one before it. A month's business enters this window, leaves it for the one before, and leaves
    that; in between nothing changes. So nobody needs a row for every month, and a million customers
    are no more work than their purchases.

    Free purchases are counted over the whole window. A contract is looked at in the last month of
    each window; `covered_months` are the months in between that it covered.
-#}
{%- set widths = [('non_contractual', none), ('contractual', 1)] -%}
with

shifts as (

    select
        relationship,
        window_months,
        shift_months,
        sum(now_sign) as now_sign,
        sum(before_sign) as before_sign,
        sum(covered_sign) as covered_sign

    from (
        {%- for window in var('retention_windows_months') %}
        {%- for relationship, width in widths %}
        {%- for shift, now_sign, before_sign, covered_sign in [
            (0, 1, 0, 1),
            (width or window, -1, 0, 0),
            (window, 0, 1, -1),
            (window + (width or window), 0, -1, 0),
        ] %}
        select
            '{{ relationship }}' as relationship,
            {{ window }} as window_months,
            {{ shift }} as shift_months,
            {{ now_sign }} as now_sign,
            {{ before_sign }} as before_sign,
            {{ covered_sign }} as covered_sign
        union all
        {%- endfor %}
        {%- endfor %}
        {%- endfor %}
        {# of no relationship: it ends the list #}
        select
            'none' as relationship,
            0 as window_months,
            0 as shift_months,
            0 as now_sign,
            0 as before_sign,
            0 as covered_sign
    ) as listed

    group by
        relationship,
        window_months,
        shift_months

),

changes as (

    select
        months.relationship,
        shifts.window_months,
        months.customer_id,
        {{ months_later('months.month_start', 'shifts.shift_months') }} as change_month,
        months.first_purchase_month,
        shifts.now_sign,
        shifts.before_sign,
        shifts.covered_sign,
        months.purchase_count,
        months.known_net_revenue_amount,
        coalesce(rates.fx_amount, 0) as fx_amount,
        months.known_cm2_amount,
        months.unknown_amount_count

    from {{ ref('int_retention_months_gathered') }} as months

    inner join shifts
        on months.relationship = shifts.relationship

    left join {{ ref('int_retention_rates_compared') }} as rates
        on
            months.relationship = rates.relationship
            and months.customer_id = rates.customer_id
            and months.month_start = rates.month_start
            and shifts.window_months = rates.window_months

    -- nobody is a buyer before they buy: else a first purchase would rewrite the months before it
    where months.month_start >= months.first_purchase_month

)

select
    relationship,
    window_months,
    customer_id,
    change_month,
    first_purchase_month,
    {%- for name in ['now', 'before'] %}
    cast(sum({{ name }}_sign * purchase_count) as bigint) as {{ name }}_purchase_count,
    {{ sum_money(name ~ '_sign * known_net_revenue_amount') }} as {{ name }}_revenue_amount,
    {{ sum_money(name ~ '_sign * known_cm2_amount') }} as {{ name }}_cm2_amount,
    cast(sum({{ name }}_sign * unknown_amount_count) as bigint) as {{ name }}_unknown_count,
    {%- endfor %}
    {{ sum_money('now_sign * fx_amount') }} as now_fx_amount,
    cast(sum(case when purchase_count > 0 then covered_sign else 0 end) as bigint) as covered_months

from changes

where {{ months_later('change_month', 1) }} <= {{ days_later(as_of_date(), 1) }}

group by
    relationship,
    window_months,
    customer_id,
    change_month,
    first_purchase_month
