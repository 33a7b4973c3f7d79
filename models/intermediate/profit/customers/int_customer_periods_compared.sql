{{ config(materialized='table') }}

{#-
    Each period of a customer against the period before, the same period of the year before, and
    the customer's best earlier one, and whether the customer bought in it. A period without postings
    came to nothing, which is known, unless the books had not begun; a change from or to an unknown
    amount is unknown, one of known amounts compares the whole lines that are known of each.
-#}
{%- set measures = ['cm2', 'known_cm2', 'net_revenue'] -%}
with

periods as (

    select * from {{ ref('int_customer_periods_summed') }}

),

books as (

    select min(period_start) as first_month
    from periods
    where period_type = 'month'

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
        {%- for measure in measures %}
        {{ none_if_absent(measure ~ '_amount', 'this_period') }} as {{ measure }}_amount,
        -- before the first month of the books nobody knows what was sold
        case
            when listed.previous_period_start >= books.first_month
                then {{ none_if_absent(measure ~ '_amount', 'previous') }}
        end as previous_{{ measure }}_amount,
        case
            when listed.year_before_start >= books.first_month
                then {{ none_if_absent(measure ~ '_amount', 'year_before') }}
        end as year_before_{{ measure }}_amount,
        {%- endfor %}
        this_period.known_cm2_amount as posted_known_cm2_amount

    from {{ ref('int_customer_periods_listed') }} as listed

    cross join books

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
        max(posted_cm2_amount) over earlier as best_earlier_cm2_amount,
        max(posted_known_cm2_amount) over earlier as best_earlier_known_cm2_amount

    from matched

    window
        earlier as (
            partition by customer_id, period_type
            order by period_start
            rows between unbounded preceding and 1 preceding
        )

)

select
    *,
    next_period_start <= {{ days_later(as_of_date(), 1) }} as is_complete,
    cm2_amount is null or left_out_amount_count > 0 as is_incomplete,
    {%- for measure in measures %}
    {%- set amount = measure ~ '_amount' %}
    {{ change(amount, 'previous_' ~ amount) }} as {{ measure }}_change_amount,
    {{ growth(amount, 'previous_' ~ amount) }} as {{ measure }}_growth_rate,
    {{ change(amount, 'year_before_' ~ amount) }} as {{ measure }}_year_on_year_change_amount,
    {{ growth(amount, 'year_before_' ~ amount) }} as {{ measure }}_year_on_year_growth_rate,
    {%- endfor %}
    {{ change('cm2_amount', 'best_earlier_cm2_amount') }} as cm2_change_on_best_amount,
    {{ change('known_cm2_amount', 'best_earlier_known_cm2_amount') }} as known_cm2_change_on_best_amount

from with_best
