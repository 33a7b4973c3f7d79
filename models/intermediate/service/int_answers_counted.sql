{{ config(materialized='table') }}

{#-
    What a window's answers say, each respondent heard once: the latest valid answer. Everybody who
    was asked counts in the response rate, however often.
-#}
{%- set slice = 'survey_type, scale_max, window_months, month_start, dimension, dimension_value' -%}
with

ranked as (

    select
        *,
        row_number() over (
            partition by {{ slice }}, respondent_id
            order by
                case when is_valid then 0 else 1 end,
                answered_at desc nulls last,
                asked_date desc,
                feedback_id desc
        ) as answer_rank

    from {{ ref('int_feedback_sliced') }}

)

select
    {{ slice }},
    count(*) as asked_count,
    count(score) as answered_count,
    count(case when is_answered and not is_valid then feedback_id end) as invalid_count,
    count(case when is_valid and answer_rank = 1 then feedback_id end) as respondent_count,
    count(case when is_valid and is_favourable and answer_rank = 1 then feedback_id end) as favourable_count,
    count(case when is_valid and is_unfavourable and answer_rank = 1 then feedback_id end)
        as unfavourable_count,
    cast(sum(case when is_valid and answer_rank = 1 then score else 0 end) as decimal(18, 4)) as score_sum

from ranked

group by {{ slice }}
