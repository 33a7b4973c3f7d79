{#-
    What the tiers of a fiscal year are judged by: the contribution margin 2 and the net revenue, as
    far as known, of everybody who had bought by its end. A year that the customer was not there for
    in full, or that is still running, is stretched to twelve months, so that all are compared like
    for like. Months count from the first order on: what was spent to win the customer stays in its
    year and is not multiplied.
-#}
with

spent_before as (

    select
        buyers.customer_id,
        {{ sum_money('months.known_cm2_amount') }} as cm2_before_first_order_amount

    from {{ ref('int_buyers_dated') }} as buyers

    inner join {{ ref('int_customer_months_summed') }} as months
        on
            buyers.customer_id = months.customer_id
            and buyers.first_order_month > months.month_start

    where {{ fiscal_year('months.month_start') }} = {{ fiscal_year('buyers.first_order_month') }}

    group by buyers.customer_id

),

years as (

    select
        compared.customer_id,
        closed.fiscal_year,
        closed.year_start,
        closed.closed_on,
        closed.is_closed,
        compared.buying_status = 'active' as is_active,
        compared.is_incomplete,
        compared.known_cm2_amount as profit_amount,
        cast(
            {{ none_if_absent('known_net_revenue_amount', 'summed') }}
            + {{ none_if_absent('left_out_net_revenue_amount', 'summed') }} as decimal(18, 4)
        ) as volume_amount,
        case
            when buyers.first_order_month > closed.year_start
                then coalesce(spent_before.cm2_before_first_order_amount, 0)
            else 0
        end as profit_before_amount,
        0 as volume_before_amount,
        buyers.first_order_month <= closed.year_start as is_full_year,
        {{ month_index(
            'least(' ~ days_later('closed.next_year_start', -1) ~ ', ' ~ as_of_date() ~ ')'
        ) }}
        - {{ month_index('greatest(closed.year_start, buyers.first_order_month)') }} + 1 as month_count

    from {{ ref('int_customer_periods_compared') }} as compared

    inner join {{ ref('int_fiscal_years_closed') }} as closed
        on compared.period_start = closed.year_start

    inner join {{ ref('int_buyers_dated') }} as buyers
        on
            compared.customer_id = buyers.customer_id
            and compared.next_period_start > buyers.first_ordered_date

    left join spent_before
        on compared.customer_id = spent_before.customer_id

    left join {{ ref('int_customer_periods_summed') }} as summed
        on
            compared.customer_id = summed.customer_id
            and compared.period_type = summed.period_type
            and compared.period_start = summed.period_start

    where
        compared.period_type = 'year'
        -- what is dated after the as-of date has not been earned yet
        and buyers.first_order_month <= {{ as_of_date() }}
        and closed.year_start <= {{ as_of_date() }}

),

parted as (

    {%- for measure in ['profit', 'volume'] %}
    select
        *,
        '{{ measure }}' as measure,
        {{ measure }}_amount as measured_amount,
        cast({{ measure }}_before_amount as decimal(18, 4)) as before_first_order_amount,
        cast({{ measure }}_amount - {{ measure }}_before_amount as decimal(18, 4)) as counted_amount
    from years
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select
    customer_id,
    fiscal_year,
    year_start,
    measure,
    closed_on,
    is_closed,
    is_full_year,
    is_active,
    is_incomplete,
    month_count,
    measured_amount,
    before_first_order_amount,
    cast(
        case when counted_amount < 0 then -1 else 1 end
        * {{ convert('abs(counted_amount)', '12', 'month_count') }}
        as decimal(18, 4)
    ) as basis_amount

from parted
