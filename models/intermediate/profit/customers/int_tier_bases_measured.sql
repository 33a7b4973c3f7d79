{#-
    What the tiers of a fiscal year are judged by: each customer's contribution margin 2 and net
    revenue, as far as known. A year that the customer was not there for in full, or that is still
    running, is stretched to twelve months, so that all are compared like for like.
-#}
with

first_months as (

    select
        customer_id,
        min(period_start) as first_month
    from {{ ref('int_customer_periods_summed') }}
    where period_type = 'month'
    group by customer_id

),

years as (

    select
        compared.customer_id,
        closed.fiscal_year,
        closed.year_start,
        closed.closed_on,
        closed.is_closed,
        compared.is_active,
        compared.is_incomplete,
        compared.known_cm2_amount as profit_amount,
        {{ none_if_absent('known_net_revenue_amount', 'summed') }} as volume_amount,
        first_months.first_month <= closed.year_start as is_full_year,
        {{ month_index(
            'least(' ~ days_later('closed.next_year_start', -1) ~ ', ' ~ as_of_date() ~ ')'
        ) }}
        - {{ month_index('greatest(closed.year_start, first_months.first_month)') }} + 1 as month_count

    from {{ ref('int_customer_periods_compared') }} as compared

    inner join {{ ref('int_fiscal_years_closed') }} as closed
        on compared.period_start = closed.year_start

    inner join first_months
        on compared.customer_id = first_months.customer_id

    left join {{ ref('int_customer_periods_summed') }} as summed
        on
            compared.customer_id = summed.customer_id
            and compared.period_type = summed.period_type
            and compared.period_start = summed.period_start

    where
        compared.period_type = 'year'
        and {{ is_customer('compared.customer_id') }}
        -- what is dated after the as-of date has not been earned yet
        and first_months.first_month <= {{ as_of_date() }}
        and closed.year_start <= {{ as_of_date() }}

)

{%- for measure in ['profit', 'volume'] %}

select
    customer_id,
    fiscal_year,
    year_start,
    '{{ measure }}' as measure,
    closed_on,
    is_closed,
    is_full_year,
    is_active,
    is_incomplete,
    month_count,
    {{ measure }}_amount as measured_amount,
    cast(
        case when {{ measure }}_amount < 0 then -1 else 1 end
        * {{ convert('abs(' ~ measure ~ '_amount)', '12', 'month_count') }}
        as decimal(18, 4)
    ) as basis_amount

from years
{{ 'union all' if not loop.last }}
{%- endfor %}
