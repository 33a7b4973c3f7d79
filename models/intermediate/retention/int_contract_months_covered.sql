{#-
    Every month that a contract covers, with the month's part of its price. Each part is what has
    been covered by the end of the month less what had been before, so the parts of a term add up
    to the price.
-#}
with

months as (

    select distinct {{ month_start('date_day') }} as month_start
    from {{ ref('int_dates_spanned') }}
    where date_day <= {{ as_of_date() }}

),

covered as (

    select
        contracts.*,
        months.month_start,
        {{ month_index('months.month_start') }} - {{ month_index('contracts.first_month') }} as months_before

    from {{ ref('int_contract_lines_found') }} as contracts

    inner join months
        on
            contracts.first_month <= months.month_start
            and contracts.end_month > months.month_start

)

select
    order_line_id,
    customer_id,
    month_start,
    ordered_date,
    currency_code,
    cast(
        {{ part_of('sold_local', '(months_before + 1)', 'term_months') }}
        - {{ part_of('sold_local', 'months_before', 'term_months') }} as decimal(18, 4)
    ) as covered_local,
    cast(
        {{ part_of('sold_amount', '(months_before + 1)', 'term_months') }}
        - {{ part_of('sold_amount', 'months_before', 'term_months') }} as decimal(18, 4)
    ) as covered_amount

from covered
