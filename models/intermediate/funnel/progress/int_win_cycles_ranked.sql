{#-
    How long winning takes, over every deal won so far: the days in which half of the wins, and nine
    in ten of them, were made.
-#}
with

cycles as (

    select
        cycle_days,
        count(*) as won_count
    from {{ ref('int_deal_progress_measured') }}
    where outcome = 'won'
    group by cycle_days

),

ranked as (

    select
        cycle_days,
        sum(won_count) over (order by cycle_days rows between unbounded preceding and current row)
            as count_so_far,
        sum(won_count) over () as count_of_all

    from cycles

)

select
    {{ as_of_date() }} as as_of_date,
    cast(coalesce(max(count_of_all), 0) as bigint) as won_count,
    {{ nearest_rank('cycle_days', 50) }} as median_cycle_days,
    {{ nearest_rank('cycle_days', 90) }} as ninetieth_cycle_days

from ranked
