{#-
    What a step could convert: the best of the team's own four quarters before, or of another team
    over the four quarters up to this one, whichever is better. Who decided fewer deals than
    `benchmark_min_count` proves nothing, and 'unassigned' is no team.
-#}
with

quarters as (

    select * from {{ ref('int_step_quarters_summed') }}

),

listed as (

    select distinct
        quarter_start,
        step_number
    from quarters

),

years as (

    select
        quarters.quarter_start,
        quarters.step_number,
        past.team_id,
        cast(sum(past.decided_count) as bigint) as decided_count,
        cast(sum(past.further_count) as bigint) as further_count

    from listed as quarters

    inner join {{ ref('int_step_quarters_summed') }} as past
        on
            quarters.step_number = past.step_number
            and quarters.quarter_start >= past.quarter_start
            and quarters.quarter_start < {{ months_later('past.quarter_start', 12) }}

    group by
        quarters.quarter_start,
        quarters.step_number,
        past.team_id

),

candidates as (

    select
        quarters.quarter_start,
        quarters.step_number,
        quarters.team_id,
        'own_quarter' as benchmark_basis,
        past.team_id as benchmark_team_id,
        past.quarter_start as benchmark_quarter_start,
        past.further_count,
        past.decided_count
    from quarters
    inner join quarters as past
        on
            quarters.step_number = past.step_number
            and quarters.team_id = past.team_id
            and quarters.quarter_start > past.quarter_start
            and quarters.quarter_start <= {{ months_later('past.quarter_start', 12) }}
    where past.decided_count >= {{ var('benchmark_min_count') }}

    union all

    select
        quarters.quarter_start,
        quarters.step_number,
        quarters.team_id,
        'peer_team' as benchmark_basis,
        years.team_id as benchmark_team_id,
        quarters.quarter_start as benchmark_quarter_start,
        years.further_count,
        years.decided_count
    from quarters
    inner join years
        on
            quarters.quarter_start = years.quarter_start
            and quarters.step_number = years.step_number
            and quarters.team_id <> years.team_id
    where
        quarters.team_id <> 'company'
        and years.team_id not in ('company', 'unassigned')
        and years.decided_count >= {{ var('benchmark_min_count') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by quarter_start, step_number, team_id
            order by
                {{ ratio('further_count', 'decided_count') }} desc nulls last,
                decided_count desc,
                benchmark_basis,
                benchmark_team_id,
                benchmark_quarter_start desc
        ) as benchmark_rank

    from candidates

)

select * from ranked
where benchmark_rank = 1
