{#-
    The score of each survey, slice and window with its 95 % interval. Fewer answers than
    `satisfaction_min_answers` give none: the counts stay, the score is withheld.
-#}
with

counted as (

    select
        *,
        respondent_count < {{ var('satisfaction_min_answers') | int }} as is_suppressed
    from {{ ref('int_answers_counted') }}

),

scored as (

    select
        *,
        {{ ratio('favourable_count', 'respondent_count') }} as favourable_rate,
        {{ wilson_bound('favourable_count', 'respondent_count', '-') }} as favourable_rate_low,
        {{ wilson_bound('favourable_count', 'respondent_count', '+') }} as favourable_rate_high,
        {{ ratio('score_sum', 'respondent_count') }} as score_mean,
        cast(
            round(
                100.0 * (favourable_count - unfavourable_count) / nullif(respondent_count, 0), 2
            ) as decimal(9, 2)
        )
            as net_promoter_score,
        {{ net_promoter_bound('favourable_count', 'unfavourable_count', 'respondent_count', '-') }}
            as net_promoter_score_low,
        {{ net_promoter_bound('favourable_count', 'unfavourable_count', 'respondent_count', '+') }}
            as net_promoter_score_high
    from counted

)

select
    survey_type,
    scale_max,
    window_months,
    month_start,
    dimension,
    dimension_value,
    asked_count,
    answered_count,
    {{ ratio('answered_count', 'asked_count') }} as response_rate,
    invalid_count,
    respondent_count,
    favourable_count,
    unfavourable_count,
    is_suppressed,
    case when not is_suppressed and survey_type <> 'nps' then favourable_rate end as favourable_rate,
    case when not is_suppressed and survey_type <> 'nps' then favourable_rate_low end as favourable_rate_low,
    case when not is_suppressed and survey_type <> 'nps' then favourable_rate_high end
        as favourable_rate_high,
    case when not is_suppressed then score_sum end as score_sum,
    case when not is_suppressed then score_mean end as score_mean,
    case when not is_suppressed and survey_type = 'nps' then net_promoter_score end as net_promoter_score,
    case when not is_suppressed and survey_type = 'nps' then net_promoter_score_low end
        as net_promoter_score_low,
    case when not is_suppressed and survey_type = 'nps' then net_promoter_score_high end
        as net_promoter_score_high

from scored
