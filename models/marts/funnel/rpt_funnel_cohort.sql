{%- set names = [
    'cohort', 'reached', 'next', 'strict', 'strict_next',
    'mature_cohort', 'mature_reached', 'mature_next', 'open',
] -%}
with

cohorts as (

    select * from {{ ref('int_funnel_cohorts_counted') }}

),

final as (

    select
        created_month,
        dimension,
        dimension_value,
        step_number,
        stage,
        is_win,
        {%- for name in names %}
        {%- for column in deal_value_names(name).values() %}
        {{ column }},
        {%- endfor %}
        {%- endfor %}
        unplaced_count,
        duplicate_count,
        deleted_count,
        case when not is_win then {{ share_of('next_count', 'reached_count') }} end as next_step_rate,
        case when not is_win then {{ share_of('known_next_amount', 'known_reached_amount') }} end
            as next_step_amount_rate,
        case
            when not is_win
                then {{ share_of('known_next_margin_amount', 'known_reached_margin_amount') }}
        end as next_step_margin_rate,
        {{ share_of('reached_count', 'cohort_count') }} as cumulative_rate,
        {{ share_of('known_reached_amount', 'known_cohort_amount') }} as cumulative_amount_rate,
        {{ share_of('known_reached_margin_amount', 'known_cohort_margin_amount') }}
            as cumulative_margin_rate,
        case when not is_win then {{ share_of('strict_next_count', 'strict_count') }} end
            as strict_next_step_rate,
        {{ share_of('strict_count', 'cohort_count') }} as strict_cumulative_rate,
        case when not is_win then {{ share_of('mature_next_count', 'mature_reached_count') }} end
            as mature_next_step_rate,
        {{ share_of('mature_reached_count', 'mature_cohort_count') }} as mature_cumulative_rate,
        is_immature,
        ninetieth_cycle_days,
        cycle_won_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from cohorts

)

select * from final
