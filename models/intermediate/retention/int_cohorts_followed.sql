{#-
    What the customers of one first month did in each month after it. `bounded` retention is to buy
    in that very month, `unbounded` to buy in it or later; the second still rises while the company
    lives. A month that is not over has no cell yet.
-#}
with

months as (

    select
        months.*,
        customers.segment,
        customers.region,
        customers.channel,
        {{ month_index('months.month_start') }} - {{ month_index('months.first_purchase_month') }}
            as age_months,
        max(case when months.purchase_count > 0 and months.is_complete then months.month_start end) over (
            partition by months.relationship, months.customer_id
        ) as last_purchase_month

    from {{ ref('int_retention_months_gathered') }} as months

    inner join {{ ref('int_retention_customers_described') }} as customers
        on months.customer_id = customers.customer_id

    where months.first_purchase_month <= months.month_start

),

sliced as (

    {%- for dimension in ['company', 'segment', 'region', 'channel'] %}
    select
        relationship,
        first_purchase_month as cohort_month,
        age_months,
        '{{ dimension }}' as dimension,
        {{ "'company'" if dimension == 'company' else dimension }} as dimension_value,
        count(case when age_months = 0 then customer_id end) as customer_count,
        count(case when purchase_count > 0 then customer_id end) as active_count,
        count(case when purchase_count > 0 and month_start = last_purchase_month then customer_id end)
            as last_active_count,
        {{ sum_money('known_net_revenue_amount') }} as known_net_revenue_amount,
        {{ sum_money('known_cm2_amount') }} as known_cm2_amount,
        cast(sum(unknown_amount_count) as bigint) as unknown_amount_count

    from months

    group by
        relationship,
        first_purchase_month,
        age_months,
        dimension,
        dimension_value
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

cohorts as (

    select
        relationship,
        cohort_month,
        dimension,
        dimension_value,
        cast(sum(customer_count) as bigint) as cohort_customer_count
    from sliced
    group by
        relationship,
        cohort_month,
        dimension,
        dimension_value

),

ages as (

    select distinct
        {{ month_index('date_day') }} - {{ month_index('(select min(cohort_month) from cohorts)') }}
            as age_months
    from {{ ref('int_dates_spanned') }}
    where date_day <= {{ as_of_date() }}

),

cells as (

    select
        cohorts.*,
        ages.age_months,
        {{ months_later('cohorts.cohort_month', 'ages.age_months + 1') }}
        <= {{ days_later(as_of_date(), 1) }} as is_mature,
        coalesce(sliced.active_count, 0) as active_count,
        coalesce(sliced.last_active_count, 0) as last_active_count,
        coalesce(sliced.known_net_revenue_amount, 0) as known_net_revenue_amount,
        case when cohorts.relationship = 'non_contractual' then coalesce(sliced.known_cm2_amount, 0) end
            as known_cm2_amount,
        coalesce(sliced.unknown_amount_count, 0) as unknown_amount_count

    from cohorts

    inner join ages
        on ages.age_months between 0 and {{ var('cohort_max_age_months') | int }}

    left join sliced
        on
            cohorts.relationship = sliced.relationship
            and cohorts.cohort_month = sliced.cohort_month
            and cohorts.dimension = sliced.dimension
            and cohorts.dimension_value = sliced.dimension_value
            and ages.age_months = sliced.age_months

)

select * from cells
