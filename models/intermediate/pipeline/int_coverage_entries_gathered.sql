{#-
    All that coverage is made of, per person: the quota, the open pipeline that is to close in its
    period, and what was won of it so far; as the period begins, at each month's end in it, and at the
    as-of date, its last evening included. Pipeline and wins are the owner's, whole. A person is in the
    team of the day after, in which the rest of the quota is to be made, but never in one that came only
    when the period was over.
-#}
with

quotas as (

    select * from {{ ref('int_coverage_quotas_priced') }}

),

snapshots as (

    select * from {{ ref('int_pipeline_snapshots_taken') }}

),

days as (

    select distinct snapshot_date from snapshots

    union

    select {{ as_of_date() }} as snapshot_date

),

moments as (

    select distinct
        quotas.period_start,
        quotas.period_end,
        days.snapshot_date
    from quotas
    inner join days
        on
            {{ days_later('quotas.period_start', -1) }} <= days.snapshot_date
            and quotas.period_end > days.snapshot_date

),

entries as (

    select
        moments.*,
        'quota' as entry_kind,
        quotas.user_id as entry_id,
        quotas.user_id,
        1 as quota_count,
        quotas.quota_amount,
        0 as pipeline_count,
        0 as unvalued_count,
        cast(0 as decimal(18, 4)) as pipeline_amount,
        cast(0 as decimal(18, 4)) as weighted_amount,
        0 as won_count,
        0 as won_unvalued_count,
        cast(0 as decimal(18, 4)) as won_amount
    from moments
    inner join quotas
        on
            moments.period_start = quotas.period_start
            and moments.period_end = quotas.period_end

    union all

    select
        moments.*,
        'pipeline' as entry_kind,
        snapshots.opportunity_id as entry_id,
        snapshots.owner_user_id as user_id,
        0 as quota_count,
        null as quota_amount,
        1 as pipeline_count,
        case when snapshots.amount is null then 1 else 0 end as unvalued_count,
        coalesce(snapshots.amount, 0) as pipeline_amount,
        coalesce(snapshots.weighted_amount, 0) as weighted_amount,
        0 as won_count,
        0 as won_unvalued_count,
        0 as won_amount
    from moments
    inner join snapshots
        on moments.snapshot_date = snapshots.snapshot_date
    where
        snapshots.expected_close_date >= moments.period_start
        and snapshots.expected_close_date < moments.period_end

    union all

    select
        moments.*,
        'won' as entry_kind,
        deals.opportunity_id as entry_id,
        deals.owner_user_id as user_id,
        0 as quota_count,
        null as quota_amount,
        0 as pipeline_count,
        0 as unvalued_count,
        0 as pipeline_amount,
        0 as weighted_amount,
        1 as won_count,
        case when deals.amount is null then 1 else 0 end as won_unvalued_count,
        coalesce(deals.amount, 0) as won_amount
    from moments
    inner join {{ ref('int_opportunities_described') }} as deals
        on
            moments.period_start <= deals.closed_date
            and moments.snapshot_date >= deals.closed_date
    where deals.outcome = 'won'

)

select
    entries.*,
    coalesce(teams.team_id, 'unassigned') as team_id

from entries

left join {{ ref('int_team_stints_completed') }} as teams
    on
        entries.user_id = teams.user_id
        and {{ effective_at(
            'least(' ~ days_later('entries.snapshot_date', 1) ~ ', ' ~ days_later('entries.period_end', -1) ~ ')',
            'teams'
        ) }}
