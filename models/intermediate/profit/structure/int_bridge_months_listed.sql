{#-
    The months that each side of a comparison is made of. A month may stand on both sides where
    the `custom` periods overlap.
-#}
{%- set sides = {'before': ('before_start', 'before_end'), 'after': ('period_start', 'period_end')} -%}

with

months as (

    select distinct month_start
    from {{ ref('int_product_months_summed') }}

),

listed as (

    {%- for side, (first_day, end_day) in sides.items() %}
    select
        periods.comparison,
        periods.period_type,
        periods.period_start,
        '{{ side }}' as side,
        months.month_start
    from {{ ref('int_bridge_periods_paired') }} as periods
    inner join months
        on
            periods.{{ first_day }} <= months.month_start
            and periods.{{ end_day }} > months.month_start
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from listed
