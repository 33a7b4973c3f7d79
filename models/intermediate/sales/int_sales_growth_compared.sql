{#-
    Sales of each period beside those of the earlier one, for every slice that had any in either. No
    sales are nothing, but nobody knows what was sold before the first order that landed. Growth is over
    the size of what was there before; from nothing there is none.
-#}
{%- set sides = [
    ('now', 'period_start', 'period_end'),
    ('earlier', 'earlier_start', 'earlier_end'),
    ('elapsed', 'earlier_start', 'earlier_elapsed_end'),
] -%}
with

pairs as (

    select * from {{ ref('int_growth_periods_paired') }}

),

sales as (

    select * from {{ ref('int_sales_months_sliced') }}

),

first_sales as (

    select min(month_start) as first_month
    from sales

),

sides as (

    {%- for side, side_start, side_end in sides %}
    select
        pairs.period_type,
        pairs.comparison,
        pairs.period_start,
        sales.dimension,
        sales.dimension_value,
        '{{ side }}' as side,
        sales.priced_sales_amount,
        sales.unknown_amount_count
    from pairs
    inner join sales
        on
            pairs.{{ side_start }} <= sales.month_start
            and pairs.{{ side_end }} >= sales.part_end
            -- whole months up to the one that the end falls into, and that one's part
            and sales.part_end = case
                when {{ month_start('pairs.' ~ side_end) }} = sales.month_start then pairs.{{ side_end }}
                else {{ months_later('sales.month_start', 1) }}
            end
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

summed as (

    select
        period_type,
        comparison,
        {%- for side, _, _ in sides %}
        {{ sum_money("case when side = '" ~ side ~ "' then priced_sales_amount else 0 end") }}
            as {{ side }}_amount,
        cast(sum(case when side = '{{ side }}' then unknown_amount_count else 0 end) as bigint)
            as {{ side }}_unknown_count,
        {%- endfor %}
        period_start,
        dimension,
        dimension_value
    from sides
    group by
        period_type,
        comparison,
        period_start,
        dimension,
        dimension_value

)

select
    summed.period_type,
    summed.comparison,
    summed.period_start,
    pairs.period_end,
    pairs.earlier_start,
    pairs.earlier_end,
    pairs.earlier_elapsed_end,
    pairs.is_running,
    summed.dimension,
    summed.dimension_value,
    summed.now_amount as priced_sales_amount,
    summed.now_unknown_count as unknown_amount_count,
    pairs.earlier_start >= first_sales.first_month as is_earlier_known,
    case when pairs.earlier_start >= first_sales.first_month then summed.earlier_amount end
        as priced_earlier_amount,
    case when pairs.earlier_start >= first_sales.first_month then summed.elapsed_amount end
        as priced_earlier_elapsed_amount,
    summed.earlier_unknown_count as earlier_unknown_amount_count,
    summed.elapsed_unknown_count as earlier_elapsed_unknown_count

from summed

inner join pairs
    on
        summed.period_type = pairs.period_type
        and summed.comparison = pairs.comparison
        and summed.period_start = pairs.period_start

cross join first_sales
