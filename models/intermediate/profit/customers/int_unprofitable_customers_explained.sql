{#-
    Customers who cost more than they bring: at which step of the waterfall they fall below zero,
    how long they have, and what each lever alone would have to do to bring them back to zero. A
    lever that does not hold enough money to do it has no answer. All else stays as it was.
-#}
{%- set levers = {
    'price': 'net_revenue_amount',
    'discount': 'discount_amount',
    'returns': 'return_loss_amount',
    'service': 'cost_to_serve_amount',
} -%}

with

losing as (

    select
        *,
        cast(-known_cm2_amount as decimal(18, 4)) as break_even_amount,
        cast(service_amount + sales_amount as decimal(18, 4)) as cost_to_serve_amount,
        case
            {%- set so_far = ['gross_revenue_amount'] %}
            {%- for step in waterfall_steps()[:8] %}
            {%- if not loop.first %}{% do so_far.append(step ~ '_amount') %}{% endif %}
            when {{ so_far | join(' - ') }} < 0 then '{{ step }}'
            {%- endfor %}
        end as first_negative_step

    from {{ ref('int_customer_windows_summed') }}

    where
        known_cm2_amount < 0
        and {{ is_customer('customer_id') }}

),

latest_streaks as (

    select
        streaks.*,
        row_number() over (
            partition by streaks.customer_id, streaks.period_type order by streaks.period_start desc
        ) as recency
    from {{ ref('int_losing_streaks_counted') }} as streaks
    left join {{ ref('int_fiscal_years_closed') }} as years
        on
            streaks.period_type = 'year'
            and streaks.period_start = years.year_start
    where
        streaks.period_start <= {{ as_of_date() }}
        and (streaks.period_type = 'month' or years.is_complete_year)

)

select
    losing.*,
    coalesce(months.losing_count, 0) as losing_month_count,
    months.losing_since as losing_since_month,
    coalesce(years.losing_count, 0) as losing_year_count,
    years.losing_since as losing_since_year_start,
    {%- for lever, held in levers.items() %}
    {%- set can_do_it = held ~ ' > 0' if lever == 'price' else held ~ ' >= losing.break_even_amount' %}
    case when losing.{{ can_do_it }} then losing.break_even_amount end as {{ lever }}_lever_amount,
    case when losing.{{ can_do_it }}
        then {{ ratio('losing.break_even_amount', 'losing.' ~ held) }}
    end as {{ lever }}_lever_rate{{ ',' if not loop.last }}
    {%- endfor %}

from losing

left join latest_streaks as months
    on
        losing.customer_id = months.customer_id
        and months.period_type = 'month'
        and months.recency = 1

left join latest_streaks as years
    on
        losing.customer_id = years.customer_id
        and years.period_type = 'year'
        and years.recency = 1
