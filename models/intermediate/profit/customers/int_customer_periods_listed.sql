{#-
    The periods of a customer that there is something to say about: those with postings, and those
    that follow one or come a year after it, because falling to nothing is a change too. Every
    fiscal year since the first posting is listed, whatever happened in it. Nothing is listed
    beyond the as-of date but what was posted there.
-#}
with

periods as (

    select
        customer_id,
        period_type,
        period_start
    from {{ ref('int_customer_periods_summed') }}

),

first_years as (

    select
        customer_id,
        min(period_start) as first_year_start
    from periods
    where period_type = 'year'
    group by customer_id

),

listed as (

    select * from periods

    {%- for period_type, months in [('month', 1), ('quarter', 3)] %}
    {%- for offset in [months, 12] %}

    union

    select
        customer_id,
        period_type,
        {{ months_later('period_start', offset) }} as period_start
    from periods
    where
        period_type = '{{ period_type }}'
        and {{ months_later('period_start', offset) }} <= {{ as_of_date() }}
    {%- endfor %}
    {%- endfor %}

    union

    select
        first_years.customer_id,
        'year' as period_type,
        years.year_start as period_start
    from first_years
    inner join {{ ref('int_fiscal_years_closed') }} as years
        on first_years.first_year_start <= years.year_start
    where years.year_start <= {{ as_of_date() }}

)

select
    *,
    {{ fiscal_year('period_start') }} as fiscal_year,
    case period_type
        when 'month' then {{ months_later('period_start', 1) }}
        when 'quarter' then {{ months_later('period_start', 3) }}
        else {{ months_later('period_start', 12) }}
    end as next_period_start,
    case period_type
        when 'month' then {{ months_later('period_start', -1) }}
        when 'quarter' then {{ months_later('period_start', -3) }}
        else {{ months_later('period_start', -12) }}
    end as previous_period_start,
    {{ months_later('period_start', -12) }} as year_before_start

from listed
