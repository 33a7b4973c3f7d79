{{ config(materialized='table') }}

{#-
    What became of the deals that first entered a step in a fiscal quarter, for the company and for
    each team. Decided is who went further or whose deal has ended. Days in excess are those beyond
    what three in four of the deals that were won needed; a deal can lose no more than it is worth, so
    its margin waits for no longer than half of all wins take from their first day.
-#}
with

entries as (

    select
        {{ fiscal_period_start('quarter', 'entries.first_entered_date') }} as quarter_start,
        entries.step_number,
        deals.team_id,
        deals.furthest_step > entries.step_number as is_further,
        deals.furthest_step > entries.step_number or deals.outcome <> 'open' as is_decided,
        entries.is_time_known,
        entries.step_days,
        case
            when limits.slow_won_days is not null
                then greatest(0, entries.step_days - limits.slow_won_days)
        end as excess_days,
        cycles.median_cycle_days,
        deals.expected_margin_amount

    from {{ ref('int_step_entries_dated') }} as entries

    inner join {{ ref('int_deal_progress_measured') }} as deals
        on entries.opportunity_id = deals.opportunity_id

    left join {{ ref('int_step_limits_ranked') }} as limits
        on
            entries.step_number = limits.step_number
            and limits.won_count >= {{ var('benchmark_min_count') }}

    cross join {{ ref('int_win_cycles_ranked') }} as cycles

    where deals.is_rated

)

select
    quarter_start,
    step_number,
    coalesce(team_id, 'company') as team_id,
    count(*) as entered_count,
    count(case when is_decided then step_number end) as decided_count,
    count(case when is_further then step_number end) as further_count,
    count(case when is_time_known then step_number end) as timed_count,
    cast(coalesce(sum(case when is_time_known then step_days end), 0) as bigint) as step_days,
    cast(sum(case when is_time_known then excess_days end) as bigint) as excess_days,
    count(case when is_time_known and expected_margin_amount is null then step_number end)
        as unmargined_count,
    cast(sum(
        case
            when is_time_known
                then least(excess_days, median_cycle_days) * cast(expected_margin_amount as decimal(38, 4))
        end
    ) as decimal(38, 4)) as excess_margin_days

from entries

group by
    grouping sets (  -- noqa: LT02, PRS
        (quarter_start, step_number),
        (quarter_start, step_number, team_id)
    )
