{#-
    Every day that a mart may speak of: whole years, from the first business day known to the
    as-of date, so that a join by date never loses a row and a chart has no gaps.
-#}
with

first_days as (

    select min(ordered_date) as date_day
    from {{ ref('int_orders_classified') }}

    union all

    select {{ as_of_date() }} as date_day

),

bounds as (

    select
        {{ year_start('min(date_day)') }} as first_day,
        {{ year_end('max(date_day)') }} as last_day

    from first_days

),

spanned as (

    {{ days_between('(select first_day from bounds)', '(select last_day from bounds)') }}

)

select * from spanned
