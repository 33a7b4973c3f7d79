{#-
    How many days the deals that were won spent in each step: what half of them needed at most, and
    three in four. Nobody's days that are not known count.
-#}
with

won as (

    select
        entries.step_number,
        entries.step_days,
        count(*) as won_count

    from {{ ref('int_step_entries_dated') }} as entries

    inner join {{ ref('int_deal_progress_measured') }} as deals
        on entries.opportunity_id = deals.opportunity_id

    where
        deals.outcome = 'won'
        and entries.is_time_known

    group by
        entries.step_number,
        entries.step_days

),

ranked as (

    select
        *,
        sum(won_count) over (
            partition by step_number
            order by step_days
            rows between unbounded preceding and current row
        ) as count_so_far,
        sum(won_count) over (partition by step_number) as count_of_all

    from won

)

select
    step_number,
    cast(max(count_of_all) as bigint) as won_count,
    {{ nearest_rank('step_days', 50) }} as median_won_days,
    {{ nearest_rank('step_days', 75) }} as slow_won_days

from ranked

group by step_number
