{#- What every deal looked like at the end of each month that is over and in which it was open. -#}
with

stages as (

    select
        stage,
        dense_rank() over (order by stage) as stage_number
    from (
        select distinct coalesce(stage, 'unknown') as stage
        from {{ ref('int_pipeline_snapshots_taken') }}
    ) as stage_names

)

select
    deals.opportunity_id,
    deals.team_id,
    deals.deal_number,
    {{ month_index('snapshots.snapshot_date') }} as month_number,
    stages.stage_number,
    snapshots.amount,
    -- what the CRM says of the stage is a number between nothing and certain
    case
        when snapshots.amount > 0 and snapshots.weighted_amount >= 0
            then {{ ratio('snapshots.weighted_amount', 'snapshots.amount') }}
    end as probability,
    coalesce(
        {{ month_index('snapshots.expected_close_date') }}, {{ month_index('snapshots.snapshot_date') }} + 1
    ) as expected_close_month

from {{ ref('int_pipeline_snapshots_taken') }} as snapshots

inner join {{ ref('int_pipeline_deals_dated') }} as deals
    on snapshots.opportunity_id = deals.opportunity_id

inner join stages
    on coalesce(snapshots.stage, 'unknown') = stages.stage

where
    snapshots.snapshot_date = {{ month_end('snapshots.snapshot_date') }}
    -- a deal that ended in the month is no open deal of its end, whatever the log says
    and deals.created_month <= {{ month_index('snapshots.snapshot_date') }}
    and deals.closed_month > {{ month_index('snapshots.snapshot_date') }}
