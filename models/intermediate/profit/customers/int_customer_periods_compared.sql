{{ config(materialized='table') }}

{#-
    Each period of a customer against the period before, the same period of the year before, and
    the customer's best earlier one, and whether the customer bought in it. A period without postings
    came to nothing, which is known; a change from or to an unknown amount is unknown.
-#}
with

periods as (

    select * from {{ ref('int_customer_periods_summed') }}

),

matched as (

    select
        listed.*,
        this_period.customer_id is not null as has_postings,
        case
            when not {{ is_customer('listed.customer_id') }} then 'nobodys'
            when buyers.customer_id is null then 'never_bought'
            when buyers.first_ordered_date >= listed.next_period_start then 'never_bought'
            when this_period.order_count > 0 then 'active'
            else 'inactive'
        end as buying_status,
        coalesce(this_period.left_out_amount_count, 0) as left_out_amount_count,
        this_period.cm2_amount as posted_cm2_amount,
        {{ none_if_absent('cm2_amount', 'this_period') }} as cm2_amount,
        {{ none_if_absent('known_cm2_amount', 'this_period') }} as known_cm2_amount,
        {{ none_if_absent('net_revenue_amount', 'this_period') }} as net_revenue_amount,
        {{ none_if_absent('cm2_amount', 'previous') }} as previous_cm2_amount,
        {{ none_if_absent('net_revenue_amount', 'previous') }} as previous_net_revenue_amount,
        {{ none_if_absent('cm2_amount', 'year_before') }} as year_before_cm2_amount,
        {{ none_if_absent('net_revenue_amount', 'year_before') }} as year_before_net_revenue_amount

    from {{ ref('int_customer_periods_listed') }} as listed

    left join {{ ref('int_buyers_dated') }} as buyers
        on listed.customer_id = buyers.customer_id

    left join periods as this_period
        on
            listed.customer_id = this_period.customer_id
            and listed.period_type = this_period.period_type
            and listed.period_start = this_period.period_start

    left join periods as previous
        on
            listed.customer_id = previous.customer_id
            and listed.period_type = previous.period_type
            and listed.previous_period_start = previous.period_start

    left join periods as year_before
        on
            listed.customer_id = year_before.customer_id
            and listed.period_type = year_before.period_type
            and listed.year_before_start = year_before.period_start

),

with_best as (

    select
        *,
        -- an empty period is nobody's best, so only what was posted competes
        max(posted_cm2_amount) over (
            partition by customer_id, period_type
            order by period_start
            rows between unbounded preceding and 1 preceding
        ) as best_earlier_cm2_amount

    from matched

)

select
    *,
    next_period_start <= {{ days_later(as_of_date(), 1) }} as is_complete,
    cm2_amount is null or left_out_amount_count > 0 as is_incomplete,
    {{ change('cm2_amount', 'previous_cm2_amount') }} as cm2_change_amount,
    {{ growth('cm2_amount', 'previous_cm2_amount') }} as cm2_growth_rate,
    {{ change('net_revenue_amount', 'previous_net_revenue_amount') }} as net_revenue_change_amount,
    {{ growth('net_revenue_amount', 'previous_net_revenue_amount') }} as net_revenue_growth_rate,
    {{ change('cm2_amount', 'year_before_cm2_amount') }} as cm2_year_on_year_change_amount,
    {{ growth('cm2_amount', 'year_before_cm2_amount') }} as cm2_year_on_year_growth_rate,
    {{ change('net_revenue_amount', 'year_before_net_revenue_amount') }}
        as net_revenue_year_on_year_change_amount,
    {{ growth('net_revenue_amount', 'year_before_net_revenue_amount') }}
        as net_revenue_year_on_year_growth_rate,
    {{ change('cm2_amount', 'best_earlier_cm2_amount') }} as cm2_change_on_best_amount

from with_best
