{#-
    What each step cost a quarter's deals. Margin lost: the deals that would have gone further at the
    benchmark's conversion, times the chance that such a deal is won, times what a win is worth.
    Delay: each deal's days in excess times what it earns a day, which is its expected margin times
    the chance to win it, over the days that half of all wins take. Money is divided once, at the end.
-#}
with

cycles as (

    select * from {{ ref('int_win_cycles_ranked') }}

),

joined as (

    select
        quarters.*,
        benchmarks.benchmark_basis,
        benchmarks.benchmark_team_id,
        benchmarks.benchmark_quarter_start,
        benchmarks.further_count as benchmark_further_count,
        benchmarks.decided_count as benchmark_decided_count,
        coalesce(here.ended_count, 0) as here_ended_count,
        coalesce(here.won_count, 0) as here_won_count,
        coalesce(further.ended_count, 0) as further_ended_count,
        coalesce(further.won_count, 0) as further_won_count,
        coalesce(further.margined_won_count, 0) as margined_won_count,
        coalesce(further.won_margin_amount, 0) as won_margin_amount,
        case when cycles.won_count >= {{ var('benchmark_min_count') }} then cycles.median_cycle_days end
            as median_cycle_days,
        waits.come_median_days,
        waits.survival_median_days

    from {{ ref('int_step_quarters_summed') }} as quarters

    cross join cycles

    left join {{ ref('int_step_benchmarks_found') }} as benchmarks
        on
            quarters.quarter_start = benchmarks.quarter_start
            and quarters.step_number = benchmarks.step_number
            and quarters.team_id = benchmarks.team_id

    left join {{ ref('int_step_wins_summed') }} as here
        on
            quarters.quarter_start = here.quarter_start
            and quarters.step_number = here.step_number

    left join {{ ref('int_step_wins_summed') }} as further
        on
            quarters.quarter_start = further.quarter_start
            and quarters.step_number + 1 = further.step_number

    left join {{ ref('int_stage_waits_ranked') }} as waits
        on
            quarters.quarter_start = waits.quarter_start
            and quarters.step_number = waits.step_number
            and quarters.team_id = waits.team_id
            and waits.waiting_for = 'leaving'

),

compared as (

    select
        *,
        -- deals short of the benchmark, times its decided deals so that it is a whole number
        greatest(
            0, decided_count * benchmark_further_count - further_count * benchmark_decided_count
        ) as shortfall_units

    from joined

),

valued as (

    select
        *,
        case
            -- whoever meets the benchmark lost nothing, even where nobody knows what a deal is worth
            when benchmark_decided_count > 0 and shortfall_units = 0 then cast(0 as decimal(18, 4))
            else {{ part_of(
                'won_margin_amount',
                'shortfall_units * further_won_count',
                'benchmark_decided_count * further_ended_count * margined_won_count'
            ) }}
        end as margin_lost_amount,
        {{ part_of('excess_margin_days', 'here_won_count', 'here_ended_count * median_cycle_days') }}
            as known_delay_cost_amount

    from compared

)

select
    *,
    row_number() over (
        partition by quarter_start, team_id
        order by margin_lost_amount desc nulls last, known_delay_cost_amount desc nulls last, step_number asc
    ) as bottleneck_rank,
    row_number() over (
        partition by quarter_start, team_id
        order by known_delay_cost_amount desc nulls last, margin_lost_amount desc nulls last, step_number asc
    ) as delay_rank

from valued
