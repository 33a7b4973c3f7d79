with

days as (

    select * from {{ ref('int_pipeline_days_summed') }}

),

team_names as (

    select
        team_id,
        max(team_name) as team_name
    from {{ ref('int_team_stints_completed') }}
    group by team_id

),

stage_numbers as (

    select
        stage,
        min(stage_number) as stage_number
    from {{ ref('int_stages_mapped') }}
    group by stage

),

final as (

    select
        days.date_day,
        days.team_id,
        team_names.team_name,
        days.stage,
        cast(stage_numbers.stage_number as integer) as stage_number,
        days.deal_count,
        days.unvalued_count,
        days.unweighted_count,
        days.unknown_margin_count,
        days.known_amount,
        case when days.unvalued_count = 0 then days.known_amount end as pipeline_amount,
        days.known_weighted_amount,
        case when days.unweighted_count = 0 then days.known_weighted_amount end as weighted_amount,
        days.known_expected_margin_amount,
        case when days.unknown_margin_count = 0 then days.known_expected_margin_amount end
            as expected_margin_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from days

    left join team_names
        on days.team_id = team_names.team_id

    left join stage_numbers
        on days.stage = stage_numbers.stage

)

select * from final
