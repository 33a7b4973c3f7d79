{{ config(materialized='table') }}

{#-
    What the customers won in a month or quarter made in each whole calendar month after the one in
    which each of them was won. What was spent on them before counts in the first. The cost that a CAC
    may already hold, sales work and the commission on the first order, stands beside it.
-#}
with

acquisitions as (

    select * from {{ ref('int_acquisitions_described') }}
    where is_standing

),

first_commissions as (

    select
        acquisitions.customer_id,
        {{ month_start('commissions.earned_date') }} as month_start,
        {{ sum_money('coalesce(commissions.commission_amount, 0)') }} as commission_amount

    from acquisitions

    inner join {{ ref('int_commissions_settled') }} as commissions
        on acquisitions.order_id = commissions.order_id

    group by
        acquisitions.customer_id,
        {{ month_start('commissions.earned_date') }}

),

months as (

    select
        acquisitions.customer_id,
        acquisitions.acquired_month,
        acquisitions.channel_group,
        greatest(
            {{ month_index('months.month_start') }} - {{ month_index('acquisitions.acquired_month') }}, 0
        ) as month_number,
        months.known_net_revenue_amount,
        months.known_cm2_amount,
        coalesce(months.sales_amount, 0) + coalesce(first_commissions.commission_amount, 0)
            as known_acquisition_cost_amount,
        months.unknown_amount_count

    from acquisitions

    inner join {{ ref('int_customer_months_summed') }} as months
        on acquisitions.customer_id = months.customer_id

    left join first_commissions
        on
            months.customer_id = first_commissions.customer_id
            and months.month_start = first_commissions.month_start

),

sliced as (

    {%- for cohort_type in ['month', 'quarter'] %}
    {%- set outer_loop = loop %}
    {%- for dimension, value in [('company', "'company'"), ('channel_group', 'channel_group')] %}
    select
        '{{ cohort_type }}' as cohort_type,
        {{ fiscal_period_start(cohort_type, 'acquired_month') }} as cohort_start,
        '{{ dimension }}' as dimension,
        {{ value }} as dimension_value,
        month_number,
        known_net_revenue_amount,
        known_cm2_amount,
        known_acquisition_cost_amount,
        unknown_amount_count
    from months
    {{ 'union all' if not (loop.last and outer_loop.last) }}
    {%- endfor %}
    {%- endfor %}

)

select
    cohort_type,
    cohort_start,
    dimension,
    dimension_value,
    month_number,
    {{ sum_money('known_net_revenue_amount') }} as known_net_revenue_amount,
    {{ sum_money('known_cm2_amount') }} as known_cm2_amount,
    {{ sum_money('known_cm2_amount + known_acquisition_cost_amount') }}
        as known_cm2_before_acquisition_amount,
    sum(unknown_amount_count) as unknown_amount_count

from sliced

group by
    cohort_type,
    cohort_start,
    dimension,
    dimension_value,
    month_number
