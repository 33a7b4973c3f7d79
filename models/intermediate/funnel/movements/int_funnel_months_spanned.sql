{#-
    The months that a deal was ever in a stage in, without gaps, up to the as-of date; each with the
    last day of it that the warehouse can speak of.
-#}
with

days as (

    {{ days_between(
        '(select min(entered_date) from ' ~ ref('int_stage_visits_spanned') ~ ')', as_of_date()
    ) }}

)

select
    {{ month_start('date_day') }} as month_start,
    max(date_day) as last_day
from days
group by {{ month_start('date_day') }}
