{#-
    The months in which products have a margin tier, each with the day on which it is judged: once,
    when its `commission_close_days` are over, and never before the first batch has landed.
-#}
with

opening as (

    select coalesce(min(known_from), {{ as_of_date() }}) as first_batch_date
    from {{ ref('stg_orders__order_versions') }}

)

select
    spanned.date_day as month_start,
    least(
        greatest(
            {{ days_later('spanned.date_day', var('commission_close_days')) }},
            opening.first_batch_date
        ),
        {{ as_of_date() }}
    ) as read_on

from {{ ref('int_dates_spanned') }} as spanned

cross join opening

where
    spanned.date_day = {{ month_start('spanned.date_day') }}
    and spanned.date_day <= {{ days_later(as_of_date(), 1) }}
