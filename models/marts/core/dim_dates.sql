{%- set first_month = var('fiscal_year_start_month') | int -%}

with

days as (

    select
        date_day,
        cast(extract(year from date_day) as integer) as calendar_year,
        cast(extract(month from date_day) as integer) as month_of_year

    from {{ ref('int_dates_spanned') }}

),

fiscal as (

    select
        *,
        (month_of_year - {{ first_month }} + 12) % 12 as months_into_fiscal_year,
        {{ fiscal_year('date_day') }} as fiscal_year

    from days

),

final as (

    select
        date_day,
        {{ month_start('date_day') }} as month_start,
        calendar_year,
        cast({{ integer_quotient('month_of_year + 2', '3') }} as integer) as calendar_quarter,
        month_of_year,
        {{ iso_day_of_week('date_day') }} as iso_day_of_week,
        fiscal_year,
        cast({{ integer_quotient('months_into_fiscal_year', '3') }} as integer) + 1 as fiscal_quarter,
        months_into_fiscal_year + 1 as fiscal_month,
        date_day <= {{ as_of_date() }} as is_known

    from fiscal

)

select * from final
