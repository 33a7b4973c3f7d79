{#-
    Which period is compared with which: each month with the one before and with the same one a year
    ago, each fiscal year with the one before. The period that is still running is also set against the
    same days of the earlier one: up to the same day of the month, or the month's last where there is no
    such day; on the last day of a month, whole months are compared. What ended is compared whole.
-#}
with

months as (

    select month_start
    from {{ ref('int_sales_months_spanned') }}

),

periods as (

    select
        'month' as period_type,
        month_start as period_start,
        {{ months_later('month_start', 1) }} as period_end
    from months

    union

    select
        'year' as period_type,
        {{ fiscal_period_start('year', 'month_start') }} as period_start,
        {{ months_later(fiscal_period_start('year', 'month_start'), 12) }} as period_end
    from months

),

comparisons as (

    select
        *,
        'month_before' as comparison,
        1 as months_back
    from periods
    where period_type = 'month'

    union all

    select
        *,
        'year_before' as comparison,
        12 as months_back
    from periods

),

dated as (

    select
        *,
        {%- for column in ['period_start', 'period_end'] %}
        case months_back
            when 1 then {{ months_later(column, -1) }}
            else {{ months_later(column, -12) }}
        end as earlier_{{ column.removeprefix('period_') }},
        {%- endfor %}
        {{ as_of_date() }} as as_of_date
    from comparisons

)

select
    period_type,
    comparison,
    period_start,
    period_end,
    earlier_start,
    earlier_end,
    period_end > {{ days_later('as_of_date', 1) }} as is_running,
    -- the first day that is no longer compared
    case
        when period_end <= {{ days_later('as_of_date', 1) }} then earlier_end
        when as_of_date = {{ month_end('as_of_date') }} and months_back = 1
            then {{ months_later(days_later('as_of_date', 1), -1) }}
        when as_of_date = {{ month_end('as_of_date') }}
            then {{ months_later(days_later('as_of_date', 1), -12) }}
        when months_back = 1 then {{ days_later(months_later('as_of_date', -1), 1) }}
        else {{ days_later(months_later('as_of_date', -12), 1) }}
    end as earlier_elapsed_end

from dated
