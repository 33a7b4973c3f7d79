with

bottlenecks as (

    select * from {{ ref('int_bottlenecks_valued') }}

),

steps as (

    select * from {{ ref('int_funnel_steps_ordered') }}

),

final as (

    select
        bottlenecks.quarter_start,
        case when bottlenecks.team_id = 'company' then 'company' else 'team' end as dimension,
        bottlenecks.team_id as dimension_value,
        bottlenecks.step_number,
        steps.stage,
        bottlenecks.entered_count,
        bottlenecks.decided_count,
        bottlenecks.entered_count - bottlenecks.decided_count as undecided_count,
        bottlenecks.further_count,
        {{ share_of('bottlenecks.further_count', 'bottlenecks.decided_count') }} as conversion_rate,
        bottlenecks.benchmark_basis,
        bottlenecks.benchmark_team_id,
        bottlenecks.benchmark_quarter_start,
        bottlenecks.benchmark_further_count,
        bottlenecks.benchmark_decided_count,
        {{ share_of('bottlenecks.benchmark_further_count', 'bottlenecks.benchmark_decided_count') }}
            as benchmark_rate,
        bottlenecks.further_won_count,
        bottlenecks.further_ended_count,
        {{ share_of('bottlenecks.further_won_count', 'bottlenecks.further_ended_count') }}
            as win_rate_from_next_step,
        bottlenecks.margined_won_count,
        bottlenecks.won_margin_amount,
        {{ rounded_quotient('bottlenecks.won_margin_amount', 'bottlenecks.margined_won_count') }}
            as mean_won_margin_amount,
        bottlenecks.margin_lost_amount,
        bottlenecks.timed_count,
        bottlenecks.step_days,
        {{ ratio('bottlenecks.step_days', 'bottlenecks.timed_count') }} as mean_step_days,
        bottlenecks.come_median_days as left_median_days,
        bottlenecks.survival_median_days,
        bottlenecks.excess_days,
        bottlenecks.unmargined_count,
        bottlenecks.here_won_count,
        bottlenecks.here_ended_count,
        bottlenecks.median_cycle_days,
        bottlenecks.known_delay_cost_amount,
        bottlenecks.bottleneck_rank,
        bottlenecks.delay_rank,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from bottlenecks

    inner join steps
        on bottlenecks.step_number = steps.step_number

)

select * from final
