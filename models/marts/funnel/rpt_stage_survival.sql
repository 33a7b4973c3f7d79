with

curves as (

    select * from {{ ref('int_stage_survival_estimated') }}
    -- the curves of single quarters serve the bottlenecks
    where quarter_start = date '0001-01-01'

),

medians as (

    select * from {{ ref('int_stage_waits_ranked') }}

),

final as (

    select
        curves.waiting_for,
        curves.stage,
        curves.step_number,
        case when curves.team_id = 'company' then 'company' else 'team' end as dimension,
        curves.team_id as dimension_value,
        curves.wait_days,
        curves.at_risk_count,
        curves.come_count,
        curves.censored_count,
        curves.survival_rate,
        cast(1 - curves.survival_rate as decimal(18, 6)) as come_rate,
        medians.survival_median_days,
        medians.come_median_days,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from curves

    inner join medians
        on
            curves.waiting_for = medians.waiting_for
            and curves.step_number = medians.step_number
            and curves.team_id = medians.team_id
            and curves.quarter_start = medians.quarter_start

)

select * from final
